package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What default privileges give to objects that are made, where the schema after does not say so.
final class BornWith {
    private final Context context;
    private final Map<String, List<Fact>> standing = new HashMap<>();

    BornWith(Context context) {
        this.context = context;
        for (Fact fact : context.from().of(Kind.DEFAULT_PRIVILEGE)) {
            if (context.to().has(fact.id())) {
                standing.computeIfAbsent(fact.get(PostgresAttribute.OBJECTS).orElse(""), ignored -> new ArrayList<>())
                        .add(fact);
            }
        }
    }

    /// What takes back from a new object what it should not have, and gives what it should have been born with.
    List<String> corrected(Id object) {
        Map<String, Privileges> given = given(object);
        List<String> statements = new ArrayList<>();
        given.forEach((grantee, privileges) -> {
            Optional<Fact> wanted = context.to().find(object.child(Kind.GRANT, grantee));
            Privileges after = wanted.map(fact -> Privileges.read(fact.get(Attribute.PRIVILEGES)))
                    .orElse(usual(object, grantee));
            Grants.become(privileges, after, object.child(Kind.GRANT, grantee), context.to()).stream()
                    .filter(statement -> wanted.isEmpty() || statement.startsWith("REVOKE "))
                    .forEach(statements::add);
        });
        return statements;
    }

    /// By grantee: those of everywhere replace what an object is born with, those of a schema are added.
    private Map<String, Privileges> given(Id object) {
        Map<String, Privileges> given = new TreeMap<>();
        Optional<String> owner =
                context.to().find(object.satellite(Kind.OWNER)).flatMap(fact -> fact.get(Attribute.ROLE));
        for (Fact fact : standing.getOrDefault(objects(object.kind()), List.of())) {
            String grantee = fact.get(PostgresAttribute.GRANTEE).orElse("");
            boolean here = fact.id().parent().isEmpty() || fact.id().parent().equals(object.parent());
            if (here && whose(fact, owner) && !owner.equals(Optional.of(grantee))) {
                Privileges own = Privileges.read(fact.get(Attribute.PRIVILEGES));
                given.merge(
                        grantee,
                        fact.id().parent().isEmpty()
                                ? own
                                : usual(object, grantee).with(own),
                        Privileges::with);
            }
        }
        return given;
    }

    /// Whether they hold for what the owner makes; where nobody says who owns it, whoever runs the statements does.
    private static boolean whose(Fact privileges, Optional<String> owner) {
        return owner.isEmpty() || privileges.get(Attribute.ROLE).equals(owner);
    }

    private static Privileges usual(Id object, String grantee) {
        String all = switch (objects(object.kind())) {
            case "FUNCTIONS" -> "EXECUTE";
            case "TYPES" -> "USAGE";
            default -> "";
        };
        return Privileges.read(grantee.equals("public") ? Optional.of(all) : Optional.empty());
    }

    private static String objects(Kind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE -> "TABLES";
            case SEQUENCE -> "SEQUENCES";
            case FUNCTION, PROCEDURE, AGGREGATE -> "FUNCTIONS";
            case ENUM, DOMAIN, COMPOSITE, RANGE -> "TYPES";
            case SCHEMA -> "SCHEMAS";
            default -> "none";
        };
    }
}
