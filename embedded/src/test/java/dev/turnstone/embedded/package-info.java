/// The servers really start, stop, crash and come back.
@NullMarked
package dev.turnstone.embedded;

import org.jspecify.annotations.NullMarked;
