/// Schemas from every source, compared, and migrations between them, proven on scratch databases.
@NullMarked
package dev.turnstone.internal.compare;

import org.jspecify.annotations.NullMarked;
