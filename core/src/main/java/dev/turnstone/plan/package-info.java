/// What will be done, as a value: steps and the pure planner that makes them.
@NullMarked
package dev.turnstone.plan;

import org.jspecify.annotations.NullMarked;
