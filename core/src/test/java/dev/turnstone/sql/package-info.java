/// Tests of the history's values.
@NullMarked
package dev.turnstone.sql;

import org.jspecify.annotations.NullMarked;
