/// Writes changes between schemas as statements.
@NullMarked
package dev.turnstone.postgresql.writer;

import org.jspecify.annotations.NullMarked;
