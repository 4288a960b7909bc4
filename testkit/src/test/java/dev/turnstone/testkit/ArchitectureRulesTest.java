package dev.turnstone.testkit;

import static dev.turnstone.testkit.ArchitectureRules.IMPORTS_FOLLOW_THE_TABLE;
import static dev.turnstone.testkit.ArchitectureRules.JDBC_AT_THE_EDGE;
import static dev.turnstone.testkit.ArchitectureRules.NO_GENERIC_EXCEPTIONS;
import static dev.turnstone.testkit.ArchitectureRules.NO_GET_INSTANCE;
import static dev.turnstone.testkit.ArchitectureRules.NO_JAVA_UTIL_LOGGING;
import static dev.turnstone.testkit.ArchitectureRules.NO_PACKAGE_CYCLES;
import static dev.turnstone.testkit.ArchitectureRules.ONLY_PROGRAMS_PRINT;
import static dev.turnstone.testkit.ArchitectureRules.PACKAGES_ARE_NULL_MARKED;
import static dev.turnstone.testkit.ArchitectureRules.POSTGRESQL_DRIVER_AT_HOME;
import static dev.turnstone.testkit.ArchitectureRules.SQLITE_DRIVER_AT_HOME;
import static dev.turnstone.testkit.ArchitectureRules.STATICS_ARE_FINAL;
import static dev.turnstone.testkit.ArchitectureRules.TELLING_NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule is silent on a tree that keeps it and names the class that breaks it.
class ArchitectureRulesTest {
    /// A small tree laid out like the product's, within every rule.
    private static final List<String> SOUND = List.of(
            "package dev.turnstone.sql; public class Text {}",
            "package dev.turnstone.schema; public class Fact { dev.turnstone.sql.Text text; }",
            "package dev.turnstone.diagnostic; public class Finding { dev.turnstone.sql.Text text; }",
            "package dev.turnstone.migration; public class Script { dev.turnstone.diagnostic.Finding finding; }",
            "package dev.turnstone.history; public class Attempt { dev.turnstone.migration.Script script; }",
            "package dev.turnstone.plan; public class Course { dev.turnstone.schema.Fact fact; dev.turnstone.history.Attempt attempt; }",
            "package dev.turnstone.lint; public interface Judge { void judge(dev.turnstone.schema.Fact fact); }",
            "package dev.turnstone.dialect; public interface Tongue { dev.turnstone.lint.Judge judge(java.sql.Connection connection); }",
            "package dev.turnstone; public class Refusal extends RuntimeException { public Refusal(String why) { super(why); } }",
            "package dev.turnstone; public class Facade { dev.turnstone.internal.Shell shell; }",
            "package dev.turnstone.internal; public class Shell { java.sql.Connection held;"
                    + " void stop() { throw new dev.turnstone.Refusal(\"why\"); } dev.turnstone.dialect.Tongue tongue; }",
            "package org.postgresql; public class Driver {}",
            "package org.sqlite; public class Driver {}",
            "package dev.turnstone.postgresql; public class Elephant { org.postgresql.Driver driver; dev.turnstone.dialect.Tongue tongue; }",
            "package dev.turnstone.sqlite; public class Feather { org.sqlite.Driver driver; dev.turnstone.dialect.Tongue tongue; }",
            "package dev.turnstone.embedded; public class Server { org.postgresql.Driver driver; }",
            "package dev.turnstone.cli; public class Command { static final int FINE = 0; dev.turnstone.plan.Course course;"
                    + " void print(dev.turnstone.Facade facade) { System.out.println(facade); } }");

    @TempDir
    static Path breached;

    private static JavaClasses breachedTree;

    @TempDir
    Path folder;

    @BeforeAll
    static void plantEveryViolation() throws IOException {
        breachedTree = PlantedTree.plant(
                breached,
                Stream.concat(SOUND.stream(), violations().map(Violation::source))
                        .toList());
    }

    record Violation(ArchRule rule, String culprit, String source) {
        @Override
        public String toString() {
            return source;
        }
    }

    static Stream<Violation> violations() {
        return Stream.of(
                imports("sql", "dev.turnstone.diagnostic.Finding"),
                imports("schema", "dev.turnstone.migration.Script"),
                imports("diagnostic", "dev.turnstone.schema.Fact"),
                imports("migration", "dev.turnstone.history.Attempt"),
                imports("history", "dev.turnstone.diagnostic.Finding"),
                imports("plan", "dev.turnstone.lint.Judge"),
                imports("lint", "dev.turnstone.plan.Course"),
                imports("dialect", "dev.turnstone.internal.Shell"),
                imports("migration", "dev.turnstone.Facade"),
                imports("internal", "dev.turnstone.postgresql.Elephant"),
                imports("", "dev.turnstone.sqlite.Feather"),
                imports("postgresql", "dev.turnstone.internal.Shell"),
                imports("postgresql.rules", "dev.turnstone.sqlite.Feather[]"),
                imports("sqlite", "dev.turnstone.postgresql.Elephant"),
                imports("sqlite", "dev.turnstone.internal.Shell"),
                imports("embedded", "dev.turnstone.postgresql.Elephant"),
                imports("testkit", "dev.turnstone.sqlite.Feather"),
                imports("cli", "dev.turnstone.postgresql.Elephant"),
                imports("cli", "dev.turnstone.lint.Judge"),
                imports("cli", "dev.turnstone.dialect.Tongue"),
                imports("cli", "dev.turnstone.internal.Shell"),
                imports("benchmarks", "dev.turnstone.sqlite.Feather"),
                planted(IMPORTS_FOLLOW_THE_TABLE, "newcomer.Unlisted", "{}"),
                planted(JDBC_AT_THE_EDGE, "history.KeepsTimestamp", "{ java.sql.Timestamp when; }"),
                planted(
                        JDBC_AT_THE_EDGE,
                        "cli.OpensDataSource",
                        "{ Object open(javax.sql.DataSource source) { return source; } }"),
                planted(JDBC_AT_THE_EDGE, "plan.ThrowsSqlException", "{ void go() throws java.sql.SQLException {} }"),
                planted(POSTGRESQL_DRIVER_AT_HOME, "internal.KnowsPostgresql", "{ org.postgresql.Driver driver; }"),
                planted(SQLITE_DRIVER_AT_HOME, "cli.KnowsSqlite", "{ org.sqlite.Driver driver; }"),
                planted(ONLY_PROGRAMS_PRINT, "internal.Prints", "{ void say() { System.out.println(1); } }"),
                planted(
                        ONLY_PROGRAMS_PRINT,
                        "sql.PrintsStackTrace",
                        "{ void say(Exception e) { e.printStackTrace(); } }"),
                planted(
                        STATICS_ARE_FINAL,
                        "sql.Counts",
                        "{ private static int count; int next() { return count++; } }"),
                planted(NO_GET_INSTANCE, "sql.Single", "{ static Single getInstance() { return new Single(); } }"),
                planted(TELLING_NAMES, "sql.TextUtil", "{}"),
                planted(TELLING_NAMES, "sql.TextUtils", "{}"),
                planted(TELLING_NAMES, "sql.TextHelper", "{}"),
                planted(TELLING_NAMES, "sql.TextHelpers", "{}"),
                planted(TELLING_NAMES, "sql.TextManager", "{}"),
                planted(TELLING_NAMES, "sql.TextImpl", "{}"),
                planted(NO_JAVA_UTIL_LOGGING, "sql.Logs", "{ Object log = java.util.logging.Logger.getLogger(\"\"); }"),
                planted(
                        NO_GENERIC_EXCEPTIONS,
                        "sql.Throws",
                        "{ void go() { throw new RuntimeException(\"what?\"); } }"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void nameTheClassThatBreaksThem(Violation violation) {
        List<String> details =
                violation.rule().evaluate(breachedTree).getFailureReport().getDetails();

        assertThat(details)
                .anySatisfy(detail -> assertThat(detail)
                        .containsPattern("\\b" + Pattern.quote("dev.turnstone." + violation.culprit()) + "\\b"));
    }

    @Test
    void nameThePackagesThatFormACycle() throws IOException {
        JavaClasses cyclic = with("package dev.turnstone.sql; class Asks { dev.turnstone.schema.Fact fact; }");

        assertThat(NO_PACKAGE_CYCLES.evaluate(cyclic).getFailureReport().getDetails())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Slice schema", "Slice sql", "dev.turnstone.sql.Asks.fact");
    }

    @Test
    void nameThePackageThatIsNotNullMarked() throws IOException {
        JavaClasses unmarked = with("/** No annotation. */ package dev.turnstone.sql;");
        JavaClasses marked = PlantedTree.plant(folder.resolve("marked"), SOUND);

        assertThat(PACKAGES_ARE_NULL_MARKED.evaluate(marked).hasViolation()).isFalse();
        assertThat(PACKAGES_ARE_NULL_MARKED
                        .evaluate(unmarked)
                        .getFailureReport()
                        .getDetails())
                .containsExactly("package dev.turnstone.sql of dev.turnstone.sql.Text is not @NullMarked");
    }

    @Test
    void areSilentOnASoundTree() throws IOException {
        JavaClasses sound = PlantedTree.plant(folder, SOUND);

        assertThat(sound).hasSizeGreaterThan(SOUND.size());
        assertThat(ArchitectureRules.all())
                .allSatisfy(rule -> assertThatCode(() -> rule.check(sound)).doesNotThrowAnyException());
    }

    @Test
    void tolerateATreeWhereEverythingIsStillToCome() throws IOException {
        JavaClasses young = PlantedTree.plant(folder, SOUND.subList(0, 1));

        assertThat(ArchitectureRules.all())
                .allSatisfy(rule -> assertThatCode(() -> rule.check(young)).doesNotThrowAnyException());
    }

    private JavaClasses with(String source) throws IOException {
        return PlantedTree.plant(
                folder, Stream.concat(SOUND.stream(), Stream.of(source)).toList());
    }

    private static Violation imports(String part, String target) {
        String culprit =
                "Imports" + target.substring(target.lastIndexOf('.') + 1).replace("[]", "s");
        return planted(
                IMPORTS_FOLLOW_THE_TABLE, part.isEmpty() ? culprit : part + "." + culprit, "{ " + target + " part; }");
    }

    private static Violation planted(ArchRule rule, String culprit, String body) {
        String qualified = "dev.turnstone." + culprit;
        int dot = qualified.lastIndexOf('.');
        String source = "package " + qualified.substring(0, dot) + "; public class " + qualified.substring(dot + 1)
                + " " + body;
        return new Violation(rule, culprit, source);
    }
}
