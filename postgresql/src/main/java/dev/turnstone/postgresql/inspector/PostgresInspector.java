package dev.turnstone.postgresql.inspector;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Reads schemas from the system catalogs: some forty queries, whatever the database holds.
public final class PostgresInspector implements Inspector {
    private static final String DIALECT = "postgresql";

    @Override
    public Schema inspect(Connection connection, String historySchema) throws SQLException {
        try (Reading reading = Reading.begin(connection)) {
            Drafts drafts = read(reading, historySchema, false);
            return new Schema(DIALECT, reading.version(), drafts.facts(), drafts.unmodelled());
        }
    }

    @Override
    public String fingerprint(Connection connection, String historySchema) throws SQLException {
        try (Reading reading = Reading.begin(connection)) {
            return read(reading, historySchema, true).fingerprint(DIALECT);
        }
    }

    @Override
    public String fingerprint(Connection connection, String historySchema, Ignored ignored) throws SQLException {
        try (Reading reading = Reading.begin(connection)) {
            Drafts drafts = read(reading, historySchema, true);
            if (!ignored.mayConcern(drafts.all().stream().map(Draft::id).toList())) {
                return drafts.fingerprint(DIALECT);
            }
        }
        return inspect(connection, historySchema, ignored).schema().fingerprint();
    }

    private static Drafts read(Reading reading, String historySchema, boolean bare) throws SQLException {
        Drafts drafts = new Drafts(bare);
        for (Part part : parts(historySchema)) {
            part.read(reading, drafts);
        }
        withoutHistory(drafts, historySchema);
        return drafts;
    }

    /// In an order in which each finds what it refers to.
    private static List<Part> parts(String historySchema) {
        return List.of(
                new Schemas(),
                new Languages(),
                new Collations(),
                new Types(),
                new ForeignData(),
                new Relations(historySchema),
                new Columns(),
                new Inheritance(),
                new Sequences(),
                new Constraints(),
                new Indexes(),
                new Statistics(),
                new Routines(),
                new Aggregates(),
                new Operators(),
                new OperatorClasses(),
                new TextSearch(),
                new Triggers(),
                new Policies(),
                new Publications(),
                new Subscriptions(),
                new Dependencies(),
                new Descriptions(),
                new Grants(),
                new DefaultPrivileges(),
                new Unmodelled());
    }

    /// The schema of the history goes too, unless others use it.
    private static void withoutHistory(Drafts drafts, String historySchema) {
        Id schema = Id.of(Kind.SCHEMA, historySchema);
        boolean used = drafts.draft(schema).isEmpty()
                || historySchema.equals("public")
                || drafts.all().stream()
                        .anyMatch(draft -> draft.id().within(schema)
                                && !draft.id().equals(schema)
                                && !draft.id().kind().satellite());
        if (!used) {
            drafts.remove(schema);
        }
    }

    @Override
    public Set<Id> saidVersions(List<String> statements) {
        return SaidVersions.in(statements);
    }

    @Override
    public Schema fresh(String version) {
        return FreshDatabase.of(version);
    }
}
