/// Tests of schemas as values.
@NullMarked
package dev.turnstone.schema;

import org.jspecify.annotations.NullMarked;
