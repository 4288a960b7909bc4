@NullMarked
package dev.turnstone.internal.compare;

import org.jspecify.annotations.NullMarked;
