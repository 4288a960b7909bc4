/// The seam: all that the engine asks of a database.
@NullMarked
package dev.turnstone.dialect;

import org.jspecify.annotations.NullMarked;
