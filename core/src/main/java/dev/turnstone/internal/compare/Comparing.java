package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.JavaMigration;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.SchemaSource;
import dev.turnstone.Settings;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `Schemas` does.
public final class Comparing implements AutoCloseable {
    private final Settings settings;
    private final List<Dialect> dialects;

    /// See `Schemas.Builder` for each of them.
    public Comparing(
            Settings settings,
            MigrationListener listener,
            List<Dialect> dialects,
            Optional<String> dialect,
            Optional<String> version,
            Optional<SchemaSource.Database> like,
            Optional<SchemaSource.Database> scratch,
            List<JavaMigration> javaMigrations,
            ClassLoader loader) {
        this.settings = settings;
        this.dialects = List.copyOf(dialects);
    }

    /// The schema of a source.
    public Schema inspect(SchemaSource source) {
        return switch (source) {
            case SchemaSource.Given given -> given.schema();
            case SchemaSource.Database database -> live(database);
            case SchemaSource.Nothing ignored -> throw needsScratch();
            case SchemaSource.Migrations ignored -> throw needsScratch();
            case SchemaSource.Files ignored -> throw needsScratch();
            case SchemaSource.Entities ignored -> throw needsScratch();
        };
    }

    private static MigrationException needsScratch() {
        return new MigrationException.Misconfigured("this source needs a scratch database, and there is none");
    }

    private Schema live(SchemaSource.Database database) {
        Dialect dialect = dialects.stream()
                .filter(candidate -> candidate.handles(database.url()))
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured("no dialect knows this URL"));
        try (Connection connection = dialect.dataSource(database.url(), database.user(), database.password())
                .getConnection()) {
            return dialect.inspector().inspect(connection, settings.schema());
        } catch (SQLException e) {
            throw new MigrationException.DatabaseUnavailable("cannot read the schema: " + e.getMessage(), e);
        }
    }

    /// The statements that make a schema in an empty database.
    public Written script(Schema schema) {
        Dialect dialect = of(schema);
        return dialect.writer()
                .write(Differ.diff(dialect.inspector().fresh(schema.version()), schema), Writer.Style.DIRECT);
    }

    private Dialect of(Schema schema) {
        return dialects.stream()
                .filter(candidate -> candidate.name().equals(schema.dialect()))
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured(
                        "no dialect on the class path is called " + schema.dialect()));
    }

    /// What distinguishes two sources.
    public DiffReport diff(SchemaSource from, SchemaSource to, DiffOptions options) {
        Diff diff = Differ.diff(inspect(from), inspect(to));
        List<DiffReport.Unmodelled> unmodelled = new ArrayList<>();
        diff.from().unmodelled().forEach(object -> unmodelled.add(new DiffReport.Unmodelled(object, "from")));
        diff.to().unmodelled().forEach(object -> unmodelled.add(new DiffReport.Unmodelled(object, "to")));
        return new DiffReport("from", "to", diff, Suggestions.of(diff), unmodelled, List.of());
    }

    /// The statements that carry a report's changes out.
    public Written statements(DiffReport report, Writer.Style style) {
        return of(report.diff().from()).writer().write(report.diff(), style);
    }

    /// Writes the migration that brings `from` to `to`.
    public GeneratedMigration generate(SchemaSource from, SchemaSource to, GenerateOptions options) {
        DiffReport report = diff(from, to, options.diff());
        if (report.empty()) {
            return new GeneratedMigration.Nothing(report);
        }
        throw needsScratch();
    }

    @Override
    public void close() {}
}
