/// Schemas as values: objects as small facts, changes between two schemas, and the order in which statements must run.
/// Nothing here knows a database.
@NullMarked
package dev.turnstone.schema;

import org.jspecify.annotations.NullMarked;
