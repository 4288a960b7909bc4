/// Tests of the whole: crashes, concurrency, real projects, bad input, recovery.
@NullMarked
package dev.turnstone.proof;

import org.jspecify.annotations.NullMarked;
