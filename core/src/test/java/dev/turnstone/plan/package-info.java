/// Tests of plans: decided from values alone.
@NullMarked
package dev.turnstone.plan;

import org.jspecify.annotations.NullMarked;
