/// Reads the schema of a database into facts.
@NullMarked
package dev.turnstone.postgresql.inspector;

import org.jspecify.annotations.NullMarked;
