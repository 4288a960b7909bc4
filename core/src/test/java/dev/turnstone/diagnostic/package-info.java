/// Tests of findings.
@NullMarked
package dev.turnstone.diagnostic;

import org.jspecify.annotations.NullMarked;
