/// Connections through a file: a server on the same machine that listens at no port.
@NullMarked
package dev.turnstone.postgresql.socket;

import org.jspecify.annotations.NullMarked;
