/// Tests of the history's values.
@NullMarked
package dev.turnstone.history;

import org.jspecify.annotations.NullMarked;
