/// Reads the schema of a database into facts.
@NullMarked
package dev.turnstone.sqlite.inspector;

import org.jspecify.annotations.NullMarked;
