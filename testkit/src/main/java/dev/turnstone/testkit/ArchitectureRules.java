package dev.turnstone.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// The shape of the tree, as rules that run. Each takes the classes to judge: `rule.check(classes)`.
///
/// A rule about a package that does not exist yet passes, and bites when the package comes.
public final class ArchitectureRules {
    /// Packages import only what ARCHITECTURE.md's table allows: so a front-end never knows a dialect's class,
    /// dialects never know each other, and nobody outside core knows `internal`.
    public static final ArchRule IMPORTS_FOLLOW_THE_TABLE =
            classes().should(new ImportTable()).allowEmptyShould(true);

    /// No package reaches itself through others. The root package is left out: it and `internal` know each other.
    public static final ArchRule NO_PACKAGE_CYCLES = slices().matching(ImportTable.ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    /// JDBC stays where connections are held. What tests and measures the product may use it too.
    public static final ArchRule JDBC_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.turnstone",
                    "dev.turnstone.dialect..",
                    "dev.turnstone.internal..",
                    "dev.turnstone.postgresql..",
                    "dev.turnstone.sqlite..",
                    "dev.turnstone.embedded..",
                    "dev.turnstone.testkit..",
                    "dev.turnstone.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .allowEmptyShould(true);

    /// Only the modules about PostgreSQL know its driver.
    public static final ArchRule POSTGRESQL_DRIVER_AT_HOME = noClasses()
            .that()
            .resideOutsideOfPackages("dev.turnstone.postgresql..", "dev.turnstone.embedded..", "org.postgresql..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..")
            .allowEmptyShould(true);

    /// Only the module about SQLite knows its driver.
    public static final ArchRule SQLITE_DRIVER_AT_HOME = noClasses()
            .that()
            .resideOutsideOfPackages("dev.turnstone.sqlite..", "org.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sqlite..")
            .allowEmptyShould(true);

    /// Every package says that nothing in it is null.
    public static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that()
            .resideInAPackage("dev.turnstone..")
            .should(new ResideInANullMarkedPackage())
            .allowEmptyShould(true);

    /// Only programs print.
    public static final ArchRule ONLY_PROGRAMS_PRINT = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.turnstone.cli..", "dev.turnstone.benchmarks..", "dev.turnstone.testkit.conformance..")
            .should(ACCESS_STANDARD_STREAMS)
            .allowEmptyShould(true);

    /// No state that every caller shares.
    public static final ArchRule STATICS_ARE_FINAL =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    /// No singletons: what a method needs is in its parameters.
    public static final ArchRule NO_GET_INSTANCE =
            noMethods().should().haveName("getInstance").allowEmptyShould(true);

    /// Names that say what a class is, not that somebody was at a loss.
    public static final ArchRule TELLING_NAMES = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Helpers")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .allowEmptyShould(true);

    /// One way to log: SLF4J. A signature may name the other one, as that of every data source must.
    public static final ArchRule NO_JAVA_UTIL_LOGGING = noClasses()
            .should()
            .accessClassesThat()
            .resideInAPackage("java.util.logging..")
            .allowEmptyShould(true);

    /// An exception says which one it is.
    public static final ArchRule NO_GENERIC_EXCEPTIONS =
            noClasses().should(THROW_GENERIC_EXCEPTIONS).allowEmptyShould(true);

    private ArchitectureRules() {}

    /// Every rule of this class.
    public static List<ArchRule> all() {
        return List.of(
                IMPORTS_FOLLOW_THE_TABLE,
                NO_PACKAGE_CYCLES,
                JDBC_AT_THE_EDGE,
                POSTGRESQL_DRIVER_AT_HOME,
                SQLITE_DRIVER_AT_HOME,
                PACKAGES_ARE_NULL_MARKED,
                ONLY_PROGRAMS_PRINT,
                STATICS_ARE_FINAL,
                NO_GET_INSTANCE,
                TELLING_NAMES,
                NO_JAVA_UTIL_LOGGING,
                NO_GENERIC_EXCEPTIONS);
    }

    /// Turnstone's own classes on the class path, from folders and jars, without tests.
    public static JavaClasses classesOfTurnstone() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ImportTable.ROOT);
    }

    private static final class ResideInANullMarkedPackage extends ArchCondition<JavaClass> {
        ResideInANullMarkedPackage() {
            super("reside in a package that is @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage()
                    .tryGetPackageInfo()
                    .map(info -> info.isAnnotatedWith(NullMarked.class))
                    .orElse(false);
            if (!marked) {
                events.add(SimpleConditionEvent.violated(
                        type, "package " + type.getPackageName() + " of " + type.getName() + " is not @NullMarked"));
            }
        }
    }
}
