/// What Turnstone knows about PostgreSQL.
@NullMarked
package dev.turnstone.postgresql;

import org.jspecify.annotations.NullMarked;
