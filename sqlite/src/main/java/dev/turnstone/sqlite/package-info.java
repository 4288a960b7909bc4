/// What Turnstone knows about SQLite.
@NullMarked
package dev.turnstone.sqlite;

import org.jspecify.annotations.NullMarked;
