/// Findings as values.
@NullMarked
package dev.turnstone.diagnostic;

import org.jspecify.annotations.NullMarked;
