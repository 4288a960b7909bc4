/// What every dialect, every front-end and the whole tree are checked with. Knows dialects through `ServiceLoader`
/// only.
@NullMarked
package dev.turnstone.testkit;

import org.jspecify.annotations.NullMarked;
