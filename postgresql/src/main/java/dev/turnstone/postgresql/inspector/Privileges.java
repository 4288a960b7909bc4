package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one role may do with one object, beside what it could when the object was born.
final class Privileges {
    private final SortedMap<String, Boolean> now = new TreeMap<>();
    private final SortedMap<String, Boolean> born = new TreeMap<>();

    /// @param grantable whether it may be passed on; of several grantors, one is enough
    void add(boolean atBirth, String privilege, boolean grantable) {
        (atBirth ? born : now).merge(privilege, grantable, Boolean::logicalOr);
    }

    boolean unlikeBorn() {
        return !now.equals(born);
    }

    void describe(Draft grant) {
        grant.set(Attribute.PRIVILEGES, text(now)).detail(PostgresAttribute.BORN_WITH, text(born));
    }

    private static String text(SortedMap<String, Boolean> privileges) {
        return privileges.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() ? "*" : ""))
                .collect(Collectors.joining(", "));
    }
}
