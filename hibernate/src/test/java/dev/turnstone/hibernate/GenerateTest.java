package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each answer to two entities that contradict each other becomes a migration that is proven there and back.
class GenerateTest {
    private static final String LEGACY =
            "CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, mail varchar(255) NOT NULL, name varchar(50) NOT NULL,"
                    + " fax varchar(255));\nCREATE INDEX users_by_fax ON users (fax);\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "postgresql, rename-aside, RENAME TO users_legacy",
        "postgresql, merge=mail=email, RENAME COLUMN mail TO email",
        "postgresql, drop-legacy, DROP COLUMN fax",
        "sqlite, rename-aside, RENAME TO users_legacy",
        "sqlite, merge=mail=email, RENAME COLUMN mail TO email",
        "sqlite, drop-legacy, DROP COLUMN fax",
    })
    void writesEachWayOut(String dialect, String way, String statement) throws IOException {
        GeneratedMigration migration = generated(dialect, way);

        assertThat(migration)
                .as(() -> words(migration))
                .isInstanceOfSatisfying(GeneratedMigration.Proven.class, proven -> {
                    assertThat(proven.file().text().replace("\"", "")).contains(statement);
                    assertThat(proven.proof().reverted()).isTrue();
                    assertThat(proven.diff().empty()).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({"postgresql", "sqlite"})
    void saysWhatIsLostWhenLegacyIsDropped(String dialect) throws IOException {
        GeneratedMigration migration = generated(dialect, "drop-legacy");

        assertThat(migration)
                .as(() -> words(migration))
                .isInstanceOfSatisfying(
                        GeneratedMigration.Proven.class,
                        proven -> assertThat(proven.losses()).anyMatch(loss -> loss.contains("users.fax")));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, drop-legacy, 'column public.users.fax, index public.users.users_by_fax,"
                + " column public.users.mail, column public.users.email'",
        "sqlite, drop-legacy, 'column users.fax, index users.users_by_fax, column users.mail, column users.email'",
        "postgresql, merge=name=email, column public.users.email",
    })
    void listsWhatAnAnswerDropsAndMakes(String dialect, String way, String changed) throws IOException {
        GeneratedMigration migration = generated(dialect, way);

        assertThat(migration.diff().changes().stream()
                        .filter(change -> !(change instanceof Change.Alter))
                        .map(change -> change.id().words()))
                .as(() -> words(migration))
                .contains(changed.split(", ", -1));
    }

    /// Nothing else differs, and there is a migration.
    @ParameterizedTest
    @CsvSource({"postgresql", "sqlite"})
    void anAnswerAloneIsADifference(String dialect) throws IOException {
        String agreed = "CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, email varchar(255) NOT NULL,"
                + " fax varchar(255));\n";
        GeneratedMigration migration = generated(agreed, dialect, "drop-legacy");
        assertThat(migration.diff().changes())
                .as(() -> words(migration))
                .filteredOn(change -> change.id().name().equals("fax"))
                .singleElement()
                .isInstanceOf(Change.Drop.class);
    }

    private GeneratedMigration generated(String dialect, String way) throws IOException {
        return generated(LEGACY, dialect, way);
    }

    private GeneratedMigration generated(String before, String dialect, String way) throws IOException {
        Application application = Application.compiled("conflict", "7.4", folder);
        Path legacy = Files.writeString(folder.resolve("legacy.sql"), before);
        SchemaSource.Entities entities = new SchemaSource.Entities(
                application.classPath(),
                Map.of(),
                List.of(),
                List.of(EntityResolution.parse("users:com.acme.legacy.OldUser:" + way)));
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Schemas schemas = schemas(dialect, database)) {
            return schemas.generate(
                    new SchemaSource.Files(legacy),
                    entities,
                    new GenerateOptions(
                            Version.parse("1"),
                            "one_user",
                            Writer.Style.ONLINE,
                            true,
                            DiffOptions.DEFAULTS,
                            true,
                            false,
                            Set.of()));
        }
    }

    private static Schemas schemas(String dialect, FreshDatabase database) {
        Schemas.Builder builder = Schemas.builder().dialect(dialect, Optional.empty());
        return dialect.equals("postgresql")
                ? builder.scratch(database.url(), Optional.empty(), Optional.empty())
                        .build()
                : builder.build();
    }

    private static String words(GeneratedMigration migration) {
        return switch (migration) {
            case GeneratedMigration.Nothing ignored -> "nothing to do";
            case GeneratedMigration.Undecided undecided ->
                undecided.suggestions().toString();
            case GeneratedMigration.Refused refused ->
                refused.failures() + " " + refused.refusals() + "\n"
                        + refused.file().text();
            case GeneratedMigration.Proven proven -> proven.file().text();
        };
    }
}
