/// Writes changes between schemas as statements.
@NullMarked
package dev.turnstone.sqlite.writer;

import org.jspecify.annotations.NullMarked;
