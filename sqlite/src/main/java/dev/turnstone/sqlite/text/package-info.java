/// Reads SQLite's own words: tokens, and the stored texts of tables, indexes, triggers and views.
@NullMarked
package dev.turnstone.sqlite.text;

import org.jspecify.annotations.NullMarked;
