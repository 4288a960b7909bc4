/// Migration files: versions, sections, directives, checksums, the lock file.
@NullMarked
package dev.turnstone.migration;

import org.jspecify.annotations.NullMarked;
