/// The command line: one file per command, and what they share. Read [dev.turnstone.cli.Turnstone] first.
@NullMarked
package dev.turnstone.cli;

import org.jspecify.annotations.NullMarked;
