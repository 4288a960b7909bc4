/// Tests of the engine's pure parts.
@NullMarked
package dev.turnstone.internal;

import org.jspecify.annotations.NullMarked;
