package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Tables whose rows are copied into new tables of the same names: how rows are divided among partitions cannot change
/// while a table stands.
///
/// @param members by table: itself and the partitions it has before, which go with it
/// @param roots by table, before or after: the one whose rows are copied into it or out of it
record CopiedTables(Map<Id, Set<Id>> members, Map<Id, Id> roots) {
    static CopiedTables of(Schema from, Schema to, Family families) {
        Set<Id> found = new TreeSet<>();
        for (Fact table : from.of(Kind.TABLE)) {
            if (to.has(table.id())) {
                if (divided(table.id(), from, to)) {
                    found.add(table.id());
                } else if (retyped(table.id(), from, to)) {
                    found.add(top(table.id(), from, to));
                }
            }
        }
        Map<Id, Set<Id>> members = new TreeMap<>();
        Map<Id, Id> roots = new HashMap<>();
        for (Id root : found) {
            boolean within = found.stream()
                    .anyMatch(other -> !other.equals(root)
                            && family(other, families.before(), Set.of()).contains(root));
            if (!within) {
                Set<Id> after = family(root, families.after(), Set.of());
                Set<Id> staying = to.of(Kind.TABLE).stream()
                        .map(Fact::id)
                        .filter(table -> !after.contains(table))
                        .collect(Collectors.toSet());
                Set<Id> before = family(root, families.before(), staying);
                members.put(root, before);
                before.forEach(table -> roots.put(table, root));
                after.forEach(table -> roots.put(table, root));
            }
        }
        return new CopiedTables(members, roots);
    }

    /// Whether a table that stands goes, and its rows with it into a new one.
    boolean leaves(Id table) {
        return Optional.ofNullable(roots.get(table))
                .filter(root -> members.getOrDefault(root, Set.of()).contains(table))
                .isPresent();
    }

    /// The table whose rows are copied into one, or out of it.
    Optional<Id> root(Id table) {
        return Optional.ofNullable(roots.get(table));
    }

    private static boolean divided(Id table, Schema from, Schema to) {
        Optional<String> before = from.find(table).flatMap(fact -> fact.get(Attribute.PARTITION_KEY));
        Optional<String> after = to.find(table).flatMap(fact -> fact.get(Attribute.PARTITION_KEY));
        if (!before.equals(after)) {
            return true;
        }
        if (before.filter(key -> key.startsWith("HASH")).isEmpty()) {
            return false;
        }
        Set<String> old = bounds(table, from);
        Set<String> now = bounds(table, to);
        return !old.containsAll(now) && !now.containsAll(old);
    }

    private static Set<String> bounds(Id table, Schema schema) {
        return schema.of(Kind.PARTITION).stream()
                .filter(link -> link.get(Attribute.PARENT).equals(Optional.of(table.text())))
                .flatMap(link -> link.get(Attribute.BOUNDS).stream())
                .collect(Collectors.toSet());
    }

    private static boolean retyped(Id table, Schema from, Schema to) {
        return from.children(table, Kind.COLUMN).stream()
                .filter(column -> Family.partitionedBy(from, table, column.id().name()))
                .anyMatch(column -> to.find(column.id())
                        .filter(after -> !after.get(Attribute.TYPE).equals(column.get(Attribute.TYPE))
                                || !after.get(Attribute.COLLATION).equals(column.get(Attribute.COLLATION))
                                || after.needs().stream().anyMatch(type -> remade(type, from, to)))
                        .isPresent());
    }

    /// Whether a type is made again: an enum that loses values or their order, a domain over another type, and what
    /// is made of such types.
    private static boolean remade(Id type, Schema from, Schema to) {
        Optional<Fact> before = from.find(type);
        Optional<Fact> after = to.find(type);
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        return switch (type.kind()) {
            case ENUM -> Enums.loses(before.get(), after.get());
            case DOMAIN ->
                Domains.differs(before.get(), after.get())
                        || before.get().needs().stream().anyMatch(need -> remade(need, from, to));
            default -> false;
        };
    }

    /// The partitioned table that a table is part of, over all levels.
    private static Id top(Id table, Schema from, Schema to) {
        Optional<Id> above = from.find(table.satellite(Kind.PARTITION)).flatMap(Family::parent);
        return above.filter(to::has).map(parent -> top(parent, from, to)).orElse(table);
    }

    private static Set<Id> family(Id root, Map<Id, List<Id>> links, Set<Id> without) {
        Set<Id> family = new LinkedHashSet<>();
        family.add(root);
        for (Id link : links.getOrDefault(root, List.of())) {
            Id child = Mention.parent(link);
            if (link.kind() == Kind.PARTITION && !without.contains(child)) {
                family.addAll(family(child, links, without));
            }
        }
        return family;
    }
}
