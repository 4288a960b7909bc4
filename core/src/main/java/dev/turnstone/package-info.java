/// Turnstone: database migrations as values, proven and crash-exact. Read `Migrator` first.
@NullMarked
package dev.turnstone;

import org.jspecify.annotations.NullMarked;
