package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whether some role may do more in a schema than in each of two others, or less than in both. Pure.
///
/// It looks at one role at a time as it stands in the grants: what a role has by being a member of another is found at
/// the other.
final class AccessComparison {
    private static final List<String> ROWS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
    private static final Set<Kind> RELATIONS =
            Set.of(Kind.TABLE, Kind.FOREIGN_TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW);
    private static final Set<Kind> BODIES =
            Set.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.FUNCTION, Kind.PROCEDURE, Kind.AGGREGATE);

    private final Access before;
    private final Access between;
    private final Access after;
    private final boolean renames;
    private final Set<String> roles = new TreeSet<>();
    private final Set<String> faults = new LinkedHashSet<>();

    /// @param renames whether something is called anew on the way, which conditions that name it then spell otherwise
    AccessComparison(Schema before, Schema between, Schema after, boolean renames) {
        this.renames = renames;
        List<Access> all = Access.of(List.of(before, between, after));
        this.before = all.get(0);
        this.between = all.get(1);
        this.after = all.get(2);
        all.forEach(access -> roles.addAll(access.roles()));
    }

    /// What some role may do in between and should not, or should and may not; one line each.
    List<String> faults() {
        owners();
        Set<Id> granted = new TreeSet<>();
        for (Access access : List.of(before, between, after)) {
            access.schema()
                    .of(Kind.GRANT)
                    .forEach(grant -> granted.add(grant.id().parent().orElseThrow()));
        }
        granted.forEach(this::privileges);
        for (Fact fact : between.schema().facts()) {
            if (RELATIONS.contains(fact.id().kind())) {
                rows(fact.id());
            }
        }
        return List.copyOf(faults);
    }

    private void owners() {
        for (Fact owner : between.schema().of(Kind.OWNER)) {
            Id object = owner.id().parent().orElseThrow();
            Optional<String> role = between.owner(object);
            List<Access> known = having(object);
            if (!known.isEmpty()
                    && known.stream().noneMatch(access -> access.owner(object).equals(role))) {
                faults.add(object.words() + " belongs to " + role.orElse("nobody") + ", as neither before nor after");
            }
        }
    }

    private List<Access> having(Id object) {
        List<Access> having = new ArrayList<>();
        for (Access access : List.of(before, after)) {
            if (access.schema().has(object)) {
                having.add(access);
            }
        }
        return having;
    }

    /// Before and after, as far as the object there is the one that stands in between: who may use a view or a
    /// function may do what it does there.
    private List<Access> alike(Id object) {
        List<Access> having = having(object);
        List<Access> same = having.stream()
                .filter(access ->
                        !BODIES.contains(object.kind()) || body(access, object).equals(body(between, object)))
                .toList();
        return same.isEmpty() ? having : same;
    }

    private static List<Optional<String>> body(Access access, Id object) {
        return List.of(
                access.schema().find(object).flatMap(fact -> fact.get(Attribute.DEFINITION)),
                access.schema().find(object.satellite(Kind.OPTIONS)).flatMap(fact -> fact.get(Attribute.OPTIONS)),
                access.owner(object));
    }

    private void privileges(Id object) {
        List<Access> alike = alike(object);
        for (String role : roles) {
            for (String privilege : new TreeSet<>(between.privileges(object, role))) {
                if (!between.owns(role, object)
                        && between.may(role, privilege, object)
                        && alike.stream().noneMatch(access -> may(access, role, privilege, object))) {
                    faults.add(who(role) + " has " + told(privilege) + " on " + object.words()
                            + ", as neither before nor after");
                }
            }
            for (String privilege : new TreeSet<>(before.privileges(object, role))) {
                if (between.schema().has(object)
                        && before.may(role, privilege, object)
                        && after.may(role, privilege, object)
                        && !between.may(role, privilege, object)) {
                    faults.add(who(role) + " does not have " + told(privilege) + " on " + object.words()
                            + ", as before and after");
                }
            }
        }
    }

    /// Whether a role has a privilege on an object, or on the table whose column it is.
    private static boolean may(Access access, String role, String privilege, Id object) {
        return access.may(role, privilege, object)
                || (object.kind() == Kind.COLUMN
                        && object.parent()
                                .map(table -> access.may(role, privilege, table))
                                .orElse(false));
    }

    private void rows(Id table) {
        for (String role : roles) {
            for (String command : ROWS) {
                if (mayTouch(between, role, command, table)) {
                    List<Access> letting = alike(table).stream()
                            .filter(access -> mayTouch(access, role, command, table))
                            .toList();
                    more(table, role, command, letting);
                }
            }
        }
    }

    private static boolean mayTouch(Access access, String role, String command, Id table) {
        return access.may(role, command, table)
                || access.schema().children(table, Kind.COLUMN).stream()
                        .anyMatch(column -> access.may(role, command, column.id()));
    }

    private void more(Id table, String role, String command, List<Access> letting) {
        if (letting.isEmpty()) {
            return;
        }
        RowFilter now = between.filter(table, role, command);
        List<RowFilter> filters = letting.stream()
                .map(access -> access.filter(table, role, command))
                .toList();
        if (!known(table, now, filters).within(filters)) {
            faults.add(who(role) + " may " + command + " rows of " + table.words()
                    + " that row security keeps from it before and after");
        }
        if (letting.size() == 2 && !known(table, now, filters).holdsBoth(filters.get(0), filters.get(1))) {
            faults.add("row security keeps rows of " + table.words() + " from " + who(role) + " for " + command
                    + " that it may have before and after");
        }
        if (!command.equals("SELECT")
                && letting.stream().noneMatch(access -> between.guards(table).containsAll(access.guards(table)))) {
            Set<String> missing = new TreeSet<>(letting.get(0).guards(table));
            missing.removeAll(between.guards(table));
            if (!before.guards(table).containsAll(missing)
                    || !after.guards(table).containsAll(missing)) {
                faults.add(who(role) + " may " + command + " rows of " + table.words() + " without "
                        + String.join(", ", missing).strip());
            }
        }
    }

    /// Conditions that stand neither before nor after are those of before, spelled with new names: renames come first.
    private RowFilter known(Id table, RowFilter now, List<RowFilter> filters) {
        boolean spelledAnew = renames
                && !now.open()
                && !now.permissive().isEmpty()
                && now.permissive().stream()
                        .noneMatch(condition -> filters.stream()
                                .anyMatch(filter -> filter.permissive().contains(condition)))
                && names(before, table).equals(names(between, table));
        return spelledAnew ? filters.get(0) : now;
    }

    private static Set<Id> names(Access access, Id table) {
        Set<Id> names = new TreeSet<>();
        access.schema().children(table, Kind.POLICY).forEach(policy -> names.add(policy.id()));
        return names;
    }

    private static String who(String role) {
        return role.equals(Access.EVERYBODY) ? "everybody" : "role " + role;
    }

    private static String told(String privilege) {
        return privilege.endsWith("*") ? privilege.replace("*", "") + " WITH GRANT OPTION" : privilege;
    }
}
