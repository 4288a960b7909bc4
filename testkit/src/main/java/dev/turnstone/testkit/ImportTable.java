package dev.turnstone.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may import whom: ARCHITECTURE.md's table as a condition. A package that the table does not name is a violation,
/// so that a new one has to take its place here before it is used.
///
/// A row is named by the first part of the package's name after `dev.turnstone`; the root package itself by `""`.
final class ImportTable extends ArchCondition<JavaClass> {
    static final String ROOT = "dev.turnstone";

    private static final Set<String> VALUES = Set.of("sql", "schema", "diagnostic", "migration", "history", "plan");
    private static final Set<String> OPEN_CORE = union(VALUES, Set.of("", "lint", "dialect"));
    private static final Set<String> CORE = union(OPEN_CORE, Set.of("internal"));
    private static final Set<String> FRONT_END = union(VALUES, Set.of(""));

    /// What of `dialect` is open to front-ends: values to show, and servers to start. Nothing that acts on a database.
    private static final Set<String> SHOWN_BY_FRONT_ENDS =
            Set.of("Facts", "Waiting", "Entry", "EmbeddedDatabases", "EmbeddedDatabaseException", "Written", "Writer");

    private static final Set<String> FRONT_ENDS = Set.of("cli", "benchmarks");

    private static final Map<String, Set<String>> ROWS = Map.ofEntries(
            Map.entry("sql", Set.of()),
            Map.entry("schema", Set.of("sql")),
            Map.entry("diagnostic", Set.of("sql")),
            Map.entry("migration", Set.of("sql", "diagnostic")),
            Map.entry("history", Set.of("migration", "sql")),
            Map.entry("plan", Set.of("migration", "history", "schema", "sql", "diagnostic")),
            Map.entry("lint", Set.of("schema", "sql", "migration", "diagnostic")),
            Map.entry("dialect", union(VALUES, Set.of("lint"))),
            Map.entry("", CORE),
            Map.entry("internal", CORE),
            Map.entry("postgresql", OPEN_CORE),
            Map.entry("sqlite", OPEN_CORE),
            Map.entry("embedded", OPEN_CORE),
            Map.entry("hibernate", OPEN_CORE),
            Map.entry("testkit", union(OPEN_CORE, Set.of("embedded"))),
            Map.entry("cli", FRONT_END),
            Map.entry("benchmarks", union(FRONT_END, Set.of("cli"))));

    ImportTable() {
        super("import only what the import table of ARCHITECTURE.md allows");
    }

    @Override
    public void check(JavaClass from, ConditionEvents events) {
        Set<String> allowed = ROWS.get(row(from));
        if (allowed == null) {
            events.add(SimpleConditionEvent.violated(
                    from,
                    "package " + from.getPackageName() + " of " + from.getName() + " is not in the import table"));
            return;
        }
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
            JavaClass to = dependency.getTargetClass().getBaseComponentType();
            boolean inside = !isOurs(to) || row(to).equals(row(from)) || allowed.contains(row(to));
            if (!inside && !(FRONT_ENDS.contains(row(from)) && isShown(to))) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }

    private static boolean isShown(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return row(outermost).equals("dialect") && SHOWN_BY_FRONT_ENDS.contains(outermost.getSimpleName());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static String row(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
