package dev.turnstone.schema;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who may do what in a schema: grants, owners, row security. Pure.
final class Access {
    /// The grantee and the policy role that stands for everybody.
    static final String EVERYBODY = "public";

    private static final Map<Kind, String> BORN = Map.of(
            Kind.FUNCTION, "EXECUTE",
            Kind.PROCEDURE, "EXECUTE",
            Kind.AGGREGATE, "EXECUTE",
            Kind.ENUM, "USAGE",
            Kind.COMPOSITE, "USAGE",
            Kind.RANGE, "USAGE",
            Kind.DOMAIN, "USAGE",
            Kind.LANGUAGE, "USAGE");

    private final Schema schema;
    private final Map<Id, String> born;

    private Access(Schema schema, Map<Id, String> born) {
        this.schema = schema;
        this.born = born;
    }

    /// One for each schema. What an object is born with is known from whichever of them tells it.
    static List<Access> of(List<Schema> schemas) {
        Map<Id, String> born = new HashMap<>();
        for (Schema schema : schemas) {
            for (Fact grant : schema.of(Kind.GRANT)) {
                grant.detail("default").ifPresent(text -> born.put(grant.id(), text));
                born.putIfAbsent(grant.id(), "");
            }
        }
        return schemas.stream().map(schema -> new Access(schema, born)).toList();
    }

    Schema schema() {
        return schema;
    }

    /// The roles that grants, owners and policies name, everybody among them.
    Set<String> roles() {
        Set<String> roles = new TreeSet<>(Set.of(EVERYBODY));
        schema.of(Kind.GRANT).forEach(grant -> roles.add(grant.id().name()));
        schema.of(Kind.OWNER).forEach(owner -> owner.get(Attribute.ROLE).ifPresent(roles::add));
        schema.of(Kind.POLICY).forEach(policy -> roles.addAll(roles(policy)));
        return roles;
    }

    private static List<String> roles(Fact policy) {
        return policy.get("roles").map(Names::read).orElse(List.of(EVERYBODY));
    }

    Optional<String> owner(Id object) {
        return schema.find(object.satellite(Kind.OWNER)).flatMap(owner -> owner.get(Attribute.ROLE));
    }

    boolean owns(String role, Id object) {
        return owner(object).equals(Optional.of(role));
    }

    /// What a role was granted on an object, itself or with everybody; a `*` behind what it may pass on.
    Set<String> privileges(Id object, String role) {
        if (!schema.has(object)) {
            return Set.of();
        }
        Set<String> all = new LinkedHashSet<>(granted(object, role));
        all.addAll(granted(object, EVERYBODY));
        return all;
    }

    private Set<String> granted(Id object, String grantee) {
        Id grant = object.child(Kind.GRANT, grantee);
        Optional<Fact> fact = schema.find(grant);
        String text = fact.isPresent()
                ? fact.get().get(Attribute.PRIVILEGES).orElse("")
                : owns(grantee, object) ? "" : bornWith(grant, grantee);
        Set<String> privileges = new HashSet<>();
        Arrays.stream(text.split(", ", -1)).filter(word -> !word.isEmpty()).forEach(word -> {
            privileges.add(word);
            privileges.add(word.replace("*", ""));
        });
        return privileges;
    }

    private String bornWith(Id grant, String grantee) {
        String usual = grantee.equals(EVERYBODY)
                ? BORN.getOrDefault(grant.parent().orElseThrow().kind(), "")
                : "";
        return born.getOrDefault(grant, usual);
    }

    /// Whether a role gets at an object and may do that with it.
    boolean may(String role, String privilege, Id object) {
        return schema.has(object)
                && (owns(role, object)
                        || (entered(role, object) && privileges(object, role).contains(privilege)));
    }

    private boolean entered(String role, Id object) {
        Optional<Id> around = object.nearest(Kind.SCHEMA);
        return around.isEmpty()
                || object.kind() == Kind.SCHEMA
                || owns(role, around.get())
                || privileges(around.get(), role).contains("USAGE");
    }

    /// The rows that row security leaves to a role for a command.
    RowFilter filter(Id table, String role, String command) {
        Optional<Fact> security = schema.find(table.satellite(Kind.ROW_SECURITY));
        boolean exempt =
                owns(role, table) && !security.map(fact -> fact.is("forced")).orElse(false);
        if (exempt || !security.map(fact -> fact.is("enabled")).orElse(false)) {
            return RowFilter.ALL;
        }
        Set<String> permissive = new HashSet<>();
        Set<String> restrictive = new HashSet<>();
        for (Fact policy : schema.children(table, Kind.POLICY)) {
            String on = policy.get("command").orElse("ALL");
            List<String> roles = roles(policy);
            if ((on.equals("ALL") || on.equals(command)) && (roles.contains(role) || roles.contains(EVERYBODY))) {
                (policy.is("restrictive") ? restrictive : permissive).add(condition(policy));
            }
        }
        return new RowFilter(false, permissive, restrictive);
    }

    private static String condition(Fact policy) {
        return policy.get("using").orElse("") + " / " + policy.get("check").orElse("");
    }

    /// The triggers and rules of a table or view, by name and whether they fire.
    Set<String> guards(Id table) {
        Set<String> guards = new HashSet<>();
        for (Kind kind : List.of(Kind.TRIGGER, Kind.RULE)) {
            for (Fact guard : schema.children(table, kind)) {
                guards.add(guard.id().words() + " " + guard.get("enabled").orElse(""));
            }
        }
        return guards;
    }
}
