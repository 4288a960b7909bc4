package dev.turnstone.history;

import dev.turnstone.migration.Version;
import java.util.Optional;

/// One row of `schema_steps`, append-only.
///
/// @param seq the last known one + 1: two runners that both believe they may write collide here
/// @param attempt the attempt it belongs to
/// @param step from 1; 0 when the row is about the attempt as a whole
/// @param statementHash SHA-256 of the step's statements, hex; empty when there are none
/// @param cursor for `intent`, what existed before; for `batch`, how far the work has come
/// @param status the attempt's status once this row is there
/// @param chain SHA-256 over this row's known values and the chain of the row before, hex
public record JournalEntry(
        long seq,
        long attempt,
        Version version,
        Direction direction,
        int step,
        String statementHash,
        Event event,
        Optional<String> cursor,
        Status status,
        String chain) {}
