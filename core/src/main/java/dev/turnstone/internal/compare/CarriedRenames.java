package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Renames, carried out on scratch.
///
/// @param bench where
record CarriedRenames(Workbench bench) {
    /// The schema with its objects renamed by the database, which rewrites its own texts.
    Schema carriedOut(Diff naive) {
        Writer writer = bench.target().dialect().writer();
        Written before = bench.target()
                .script(Rights.without(naive.from(), fact -> fact.id().kind() == Kind.OWNER));
        List<Piece> renames = new ArrayList<>();
        Map<Id, Id> done = new LinkedHashMap<>();
        Renames.names(naive).forEach((from, to) -> {
            renames.addAll(rename(writer, naive, Renames.renamed(from, done), new Change.Rename(from, to)));
            done.put(from, to);
            Renames.taken(naive.from(), from, to).forEach(done::put);
        });
        return bench.attempt("the schema with its renames", (scratch, connection) -> {
            Piece.run(connection, Piece.of(before));
            Schema start = Renames.renamed(bench.inspect(connection), Renames.names(naive));
            Piece.run(connection, renames);
            return Workbench.carriedOver(naive.to(), start, bench.inspect(connection));
        });
    }

    /// Tables and columns are renamed by the standard's statement, which lets every database rewrite what names them.
    ///
    /// @param now what the object is called when its turn comes
    private static List<Piece> rename(Writer writer, Diff naive, Id now, Change.Rename rename) {
        boolean stays = now.parent().equals(rename.to().parent());
        String name = Quoting.name(rename.to().name());
        if (stays && now.kind() == Kind.TABLE) {
            return Piece.of(List.of("ALTER TABLE " + Quoting.table(now) + " RENAME TO " + name));
        }
        Optional<Id> table = now.parent().filter(parent -> parent.kind() == Kind.TABLE);
        if (stays && now.kind() == Kind.COLUMN && table.isPresent()) {
            return Piece.of(List.of("ALTER TABLE " + Quoting.table(table.get()) + " RENAME COLUMN "
                    + Quoting.name(now.name()) + " TO " + name));
        }
        Written written = writer.write(
                new Diff(
                        naive.from(),
                        naive.renamed(),
                        naive.to(),
                        List.of(new Change.Rename(now, rename.to())),
                        List.of()),
                Writer.Style.DIRECT);
        if (!written.refusals().isEmpty()) {
            Written.Refusal refusal = written.refusals().get(0);
            throw new MigrationException.Refused(
                    refusal.what() + " cannot be renamed: " + refusal.why() + ". Nothing was written.", List.of());
        }
        return Piece.of(written);
    }
}
