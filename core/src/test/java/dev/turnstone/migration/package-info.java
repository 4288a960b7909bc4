/// Tests of migration files.
@NullMarked
package dev.turnstone.migration;

import org.jspecify.annotations.NullMarked;
