package dev.turnstone.internal.compare;

import dev.turnstone.migration.Annotated;
import dev.turnstone.schema.Schema;
import java.util.List;

/// A migration of which some steps are done.
///
/// @param file what it is called in messages
/// @param live the schema as it is
/// @param done the statements of the steps that are done
/// @param rest the statements of the other steps
/// @param down its whole way back, but for what must not run
/// @param kept a folder with the texts of what was applied before it; empty when the history does not keep them all
public record HalfDone(
        String file, Schema live, List<Annotated> done, List<Annotated> rest, List<Annotated> down, List<String> kept) {
    public HalfDone {
        done = List.copyOf(done);
        rest = List.copyOf(rest);
        down = List.copyOf(down);
        kept = List.copyOf(kept);
    }
}
