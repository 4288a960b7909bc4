/// Judges what is generated between two schemas on real databases, pair by pair: `bin/conformance`.
@NullMarked
package dev.turnstone.testkit.conformance;

import org.jspecify.annotations.NullMarked;
