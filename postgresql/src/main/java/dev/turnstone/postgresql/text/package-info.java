/// What the inspector writes into facts and the writer reads from them.
@NullMarked
package dev.turnstone.postgresql.text;

import org.jspecify.annotations.NullMarked;
