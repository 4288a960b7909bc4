/// What the database says was done: attempts, the journal, its chain. Values only.
@NullMarked
package dev.turnstone.history;

import org.jspecify.annotations.NullMarked;
