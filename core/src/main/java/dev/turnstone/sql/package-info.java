/// Text with a place: statements, scripts, and the interface that cuts one into the other.
@NullMarked
package dev.turnstone.sql;

import org.jspecify.annotations.NullMarked;
