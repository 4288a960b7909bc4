/// Turnstone beside the alternatives: whole processes, timed in turns. Start reading at `Benchmarks`.
@NullMarked
package dev.turnstone.benchmarks;

import org.jspecify.annotations.NullMarked;
