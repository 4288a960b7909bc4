package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What cannot be right is named exactly, ends with the right code, and nothing is written.
class BadInputTest {
    private static final String FINE = "url = \"sqlite:app.db\"\n";

    record Case(String configuration, String command, Map<String, String> variables, int exitCode, String message) {
        @Override
        public String toString() {
            return command + " | " + configuration.replace('\n', ';');
        }
    }

    private static Case configuration(String configuration, String message) {
        return new Case(configuration, "migrate", Map.of(), 2, message);
    }

    private static Case flags(String command, String message) {
        return new Case(FINE, command, Map.of(), 2, message);
    }

    static Stream<Case> configurations() {
        return Stream.of(
                configuration(
                        "[env.dev]\nurl = \"sqlite:a.db\"\n\n[env.prod]\n\nusr = \"app\"\n",
                        "turnstone.toml:6: unknown key \"usr\" in [env.prod]. Did you mean \"user\"?"),
                configuration(
                        "ulr = \"sqlite:app.db\"\n", "turnstone.toml:1: unknown key \"ulr\". Did you mean \"url\"?"),
                configuration(
                        FINE + "[timeouts]\nlok = \"1s\"\n",
                        "turnstone.toml:3: unknown key \"lok\" in [timeouts]. Did you mean \"lock\"?"),
                configuration(
                        FINE + "[hooks]\nafter-migration = \"true\"\n",
                        "turnstone.toml:3: unknown key \"after-migration\" in [hooks]. Did you mean \"after-migrate\"?"),
                configuration(
                        FINE + "lock-wait = 60\n",
                        "turnstone.toml:2: lock-wait must be a duration as \"500ms\", \"60s\" or \"2m\", not 60"),
                configuration(
                        FINE + "lock-wait = \"60\"\n",
                        "turnstone.toml:2: lock-wait must be a duration as \"500ms\", \"60s\" or \"2m\", not \"60\""),
                configuration(
                        FINE + "disposable = \"yes\"\n",
                        "turnstone.toml:2: disposable must be true or false, not \"yes\""),
                configuration(
                        FINE + "out-of-order = \"never\"\n",
                        "turnstone.toml:2: out-of-order must be \"error\" or \"warn\" or \"run\", not \"never\""),
                configuration(
                        FINE + "lock = true\n",
                        "turnstone.toml:2: lock must be \"required\" or \"optional\", not true"),
                configuration(
                        FINE + "dir = []\n",
                        "turnstone.toml:2: dir must be a text in quotes or an array of them, not an empty array"),
                configuration(
                        "url = \"${SHOP_URL}\"\n",
                        "turnstone.toml:1: url needs the environment variable SHOP_URL, which is not set. Set it, or write"
                                + " ${SHOP_URL:-default}"),
                configuration("url = \"${SHOP\"\n", "turnstone.toml:1: ${ in url is never closed by }"),
                configuration(
                        "url = \"sqlite:app.db\n", "turnstone.toml:1: the string that begins here is never closed"),
                configuration("url\n", "turnstone.toml:1: expected = instead of the end of the line"),
                configuration(FINE + FINE, "turnstone.toml:2: url stands in line 1 already"),
                configuration(
                        "url = sqlite:app.db\n",
                        "turnstone.toml:1: cannot read the value sqlite:app.db: write text in quotes, a whole number,"
                                + " true, false or an array of texts"),
                configuration("[[env]]\n", "turnstone.toml:1: arrays of tables ([[…]]) mean nothing here"),
                configuration("[env]\nurl = \"x\"\n", "turnstone.toml:1: [env] needs a name: [env.NAME]"),
                configuration(
                        "[env.a]\nurl = \"sqlite:a.db\"\n[env.b]\nurl = \"sqlite:b.db\"\n",
                        "no database: choose one of turnstone.toml with --env a, --env b, or give --url"),
                configuration(
                        FINE + "password = 12345\n", "turnstone.toml:2: password must be a text in quotes, not 12345"));
    }

    static Stream<Case> flagsAndUrls() {
        return Stream.of(
                flags("migrate --env prdo", "turnstone.toml: there is no [env.prdo]."),
                flags("migrate --to", "--to needs a value: --to VERSION"),
                flags("migrate --to= --dry-run", "--to needs a value: --to VERSION"),
                flags(
                        "migrate --to next",
                        "--to: \"next\" is not a version: write digits or dotted digits as in 20261120101500 or 1.2.3,"
                                + " or R__name for a repeatable migration"),
                flags("migrate --to 1 --to 2", "--to is given twice: 1 and 2"),
                flags("migrate --dry-run=yes", "--dry-run takes no value: write --dry-run alone"),
                flags("migrate now", "too much: \"now\". Usage: turnstone migrate [options]"),
                flags(
                        "migrate --phase contract",
                        "--phase must be expand, not \"contract\": without the flag everything runs, what contracts"
                                + " included"),
                flags("migrate --wait soon", "--wait must be a duration as 500ms, 60s or 2m, not \"soon\""),
                flags(
                        "migrate --lock-wait 5",
                        "--lock-wait must be a duration as \"500ms\", \"60s\" or \"2m\", not \"5\""),
                flags("migrate --format xml", "--format must be text or json, not \"xml\""),
                flags("migrate --placeholder x", "--placeholder is written NAME=VALUE, not \"x\""),
                flags("revert --steps 0", "--steps must be a whole number from 1, not \"0\""),
                flags("revert --steps two", "--steps must be a whole number from 1, not \"two\""),
                flags("revert --steps 1 --all", "--steps, --to and --all exclude each other: give one of them"),
                flags("mark", "turnstone mark needs VERSION: turnstone mark VERSION [options]"),
                flags(
                        "mark 1 --reason x",
                        "mark needs one of --applied, --reverted, --accept-change: what is true now?"),
                flags(
                        "new x --template colum",
                        "there is no template \"colum\". Did you mean \"column\"? Templates: empty, column, index, not-null,"
                                + " foreign-key, enum, backfill, expand-contract, table, view"),
                flags("completion csh", "SHELL must be bash, zsh or fish, not \"csh\""),
                flags(
                        "init --url postgresql://app:secret@db/shop",
                        "turnstone.toml is here already. Nothing was written."),
                flags(
                        "status --url mysql://db/shop",
                        "no dialect knows this URL. Write postgresql://…, jdbc:postgresql://…, sqlite:FILE or"
                                + " embedded:postgresql."),
                flags(
                        "status --url embedded:oracle",
                        "no embedded database is called embedded:oracle: write embedded:postgresql"),
                new Case(
                        FINE,
                        "status",
                        Map.of("TURNSTONE_OUT_OF_ORDER", "maybe"),
                        2,
                        "TURNSTONE_OUT_OF_ORDER must be \"error\" or \"warn\" or \"run\", not \"maybe\""),
                new Case(
                        FINE,
                        "status --config other.toml",
                        Map.of(),
                        2,
                        "other.toml: cannot be read: there is no such file"));
    }

    static Stream<Case> schemas() {
        return Stream.of(
                flags("inspect --format xml", "--format must be text, json, sql, mermaid or dot, not \"xml\""),
                flags("diff --format mermaid", "--format must be text, json or sql, not \"mermaid\""),
                flags("generate x --to live --style fast", "--style must be online or direct, not \"fast\"."),
                flags("diff --rights all", "--rights must be compared or ignored, not \"all\"."),
                flags(
                        "diff --rename users",
                        "--rename: \"users\" is not a rename: write old=new, as in users=accounts or"
                                + " users.mail=users.email"),
                flags(
                        "diff --to shcema.sql",
                        "--to shcema.sql: there is no such file, and no source is called so. " + SourceName.HELP),
                flags(
                        "diff --to liev",
                        "--to liev: there is no such file, and no source is called so. Did you mean live? "
                                + SourceName.HELP),
                flags(
                        "diff --from turnstone.toml",
                        "--from turnstone.toml: a source that is a file ends in .sql, or in .json when inspect --format"
                                + " json wrote it"),
                flags("inspect --source env:prod", "turnstone.toml: there is no [env.prod]."),
                flags(
                        "inspect --source nothing --dialect mysql",
                        "dialect must be postgresql, postgresql:16 (any version) or sqlite, not \"mysql\"."),
                flags(
                        "inspect --source nothing --dialect postgresql:new",
                        "dialect: \"new\" is not a version: write postgresql:16"),
                flags(
                        "diff --to entities",
                        "entities: say where they are: --classes target/classes --classes 'target/lib/*', or class-path"
                                + " under [entities] in turnstone.toml"),
                flags(
                        "generate x",
                        "generate needs --to SOURCE: which schema is the migration to reach? As --to schema.sql, --to"
                                + " entities, --to live; or --from-drift"),
                flags("generate x --to live --undo", "--undo belongs to --from-drift"),
                flags("generate x --from-drift --to live", "--from-drift says both schemas: leave --from and --to out"),
                flags(
                        "generate x --to live --dialects postgres,sqlite",
                        "--dialects: there is no dialect \"postgres\". Did you mean postgresql? Write postgresql, sqlite or"
                                + " postgresql,sqlite"),
                flags(
                        "drift --accept",
                        "--accept needs --reason TEXT: it is all that the next reader of the history will have"),
                flags("drift --reason x", "--reason belongs to --accept"),
                flags(
                        "baseline",
                        "turnstone baseline needs VERSION, or --generate NAME: turnstone baseline [VERSION] [options]"),
                flags("baseline 1 --generate x --name y", "--generate says the name: leave --name out"),
                new Case(
                        "",
                        "inspect --source nothing",
                        Map.of(),
                        2,
                        "nothing says for which kind of database this is: give --dialect postgresql or --dialect sqlite,"
                                + " or name a database with --env or --url"),
                configuration(
                        FINE + "[entities]\nclasspath = \"x\"\n",
                        "turnstone.toml:3: unknown key \"classpath\" in [entities]. Did you mean \"class-path\"?"),
                configuration(
                        FINE + "[entities.properties]\nhibernate.dialect = 7\n",
                        "turnstone.toml:3: entities.properties.hibernate.dialect must be a text in quotes"),
                configuration(
                        FINE + "[entities]\nproperties = \"x\"\n",
                        "turnstone.toml:3: properties is a table: [entities.properties]"));
    }

    /// Nothing listens there; the password is nobody's business.
    static Stream<Case> unreachable() {
        String nobody = "postgresql://app:secret@127.0.0.1:1/shop";
        String why = "Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the"
                + " postmaster is accepting TCP/IP connections. Nothing was changed.";
        Stream<Case> asked = Stream.of("drift", "validate", "history", "status", "plan", "migrate")
                .map(command -> new Case(
                        FINE,
                        command + " --url " + nobody,
                        Map.of(),
                        6,
                        "cannot connect to app@127.0.0.1:1/shop: " + why));
        Stream<Case> read = Stream.of("inspect --url " + nobody, "generate x --to live --url " + nobody)
                .map(command -> new Case(FINE, command, Map.of(), 6, "cannot read the schema of default: " + why));
        Case other = new Case(
                FINE,
                "diff --from nothing --to " + nobody,
                Map.of(),
                6,
                "cannot read the schema of the database: " + why);
        return Stream.of(asked, read, Stream.of(other)).flatMap(cases -> cases);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"format\": 99, \"dialect\": \"sqlite\"}|saved.json:1:12: written in format 99, and this turnstone reads format 1."
                        + " Read it with a newer turnstone, or run inspect --format json again",
                "[]|saved.json:1:1: a saved schema is a JSON object",
            })
    void savedSchemasThatCannotBeReadAreNamedWithTheirPlace(String text, String message, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("saved.json"), text);
        isRefused(new Case(FINE, "diff --from saved.json --to nothing", Map.of(), 2, message), folder);
    }

    @Test
    void aFolderWithoutSqlIsNoSource(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        isRefused(
                new Case(FINE, "diff --from nothing --to empty", Map.of(), 2, "there is no .sql file in FOLDER/empty"),
                folder);
    }

    /// What only reads makes no file.
    static Stream<Case> withoutADatabase() {
        String there = "there is no file FOLDER/app.db: correct the URL, or let turnstone migrate make it."
                + " Nothing was changed.";
        Stream<Case> asked = Stream.of(
                        "drift",
                        "drift --accept --reason x",
                        "history",
                        "revert",
                        "baseline --generate old",
                        "diff --from history --to nothing",
                        "generate x --from-drift")
                .map(command -> new Case(FINE, command, Map.of(), 6, "cannot connect to sqlite: " + there));
        Stream<Case> read = Stream.of("inspect", "diff", "generate x --to live", "inspect --format sql")
                .map(command -> new Case(FINE, command, Map.of(), 6, "cannot read the schema of default: " + there));
        return Stream.concat(asked, read);
    }

    @ParameterizedTest
    @MethodSource({"configurations", "flagsAndUrls", "schemas", "withoutADatabase", "unreachable"})
    void isRefused(Case bad, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("turnstone.toml"), bad.configuration());
        Files.createDirectory(folder.resolve("migrations"));
        List<Path> before = files(folder);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                folder,
                bad.variables(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                new Shutdown());

        int exitCode = new Turnstone(surroundings).run(List.of(bad.command().split(" ", -1)));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(bad.message().replace("FOLDER", folder.toString()) + "\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(exitCode).isEqualTo(bad.exitCode());
        assertThat(files(folder)).isEqualTo(before);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted().toList();
        }
    }
}
