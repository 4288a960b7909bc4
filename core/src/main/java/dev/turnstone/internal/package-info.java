/// The shell that acts. Not for use outside core.
@NullMarked
package dev.turnstone.internal;

import org.jspecify.annotations.NullMarked;
