package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.List;

/// Which rule writes which kind.
final class Rules {
    private final Rule plain = new Plain();
    private final Rule namespaces = new Namespaces();
    private final Rule foreignData = new ForeignData();
    private final Rule links = new Links();
    private final Rule triggers = new Triggers();
    private final Rule routines = new Routines();
    private final Rule publications = new Publications();
    private final Rule memberships = new Memberships();
    private final Rule comments = new Comments();
    private final Rule grants = new Grants();
    private final Rule enums = new Enums();
    private final Rule composites = new Composites();
    private final Rule ranges = new Ranges();
    private final Rule domains = new Domains();
    private final Rule sequences = new Sequences();
    private final Rule tables = new Tables();
    private final Rule columns = new Columns();
    private final Rule defaults = new Defaults();
    private final Rule identities = new Identities();
    private final Rule constraints = new Constraints();
    private final Rule views = new Views();
    private final Rule materializedViews = new MaterializedViews();
    private final Rule indexes = new Indexes();
    private final Rule rowSecurity = new RowSecurity();
    private final Rule policies = new Policies();
    private final Rule replicaIdentities = new ReplicaIdentities();
    private final Rule eventTriggers = new EventTriggers();
    private final Rule options = new Options();
    private final Rule owners = new Owners();
    private final Rule defaultPrivileges = new DefaultPrivileges();

    /// Makes it.
    List<String> create(Fact fact, Context context) {
        return of(fact.id()).create(fact, context);
    }

    /// Drops it.
    List<String> drop(Fact fact, Context context) {
        return of(fact.id()).drop(fact, context);
    }

    /// Brings the one to the other.
    Alteration alter(Fact from, Fact to, Context context) {
        try {
            return of(to.id()).alter(from, to, context);
        } catch (Unwritable unwritable) {
            return new Alteration.Refused(unwritable.why());
        }
    }

    private Rule of(Id id) {
        return switch (id.kind()) {
            case SCHEMA, EXTENSION, LANGUAGE -> namespaces;
            case COLLATION,
                    STATISTICS,
                    OPERATOR,
                    OPERATOR_CLASS,
                    CAST,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_TEMPLATE,
                    TEXT_SEARCH_DICTIONARY -> plain;
            case OPERATOR_FAMILY, TEXT_SEARCH_CONFIGURATION -> memberships;
            case ENUM -> enums;
            case COMPOSITE -> composites;
            case RANGE -> ranges;
            case DOMAIN -> domains;
            case SEQUENCE -> sequences;
            case FOREIGN_DATA_WRAPPER, SERVER, USER_MAPPING, FOREIGN_TABLE -> foreignData;
            case TABLE -> tables;
            case LABEL -> throw new IllegalStateException("the values of an enum are written with it: " + id);
            case VIRTUAL_TABLE -> throw new IllegalStateException("PostgreSQL has no virtual tables: " + id);
            case INHERITANCE, PARTITION -> links;
            case COLUMN -> columns;
            case DEFAULT -> defaults;
            case IDENTITY -> identities;
            case FUNCTION, PROCEDURE, AGGREGATE -> routines;
            case CONSTRAINT -> constraints;
            case VIEW -> views;
            case MATERIALIZED_VIEW -> materializedViews;
            case INDEX -> indexes;
            case RULE, TRIGGER -> triggers;
            case ROW_SECURITY -> rowSecurity;
            case POLICY -> policies;
            case REPLICA_IDENTITY -> replicaIdentities;
            case EVENT_TRIGGER -> eventTriggers;
            case PUBLICATION, SUBSCRIPTION -> publications;
            case OPTIONS -> options;
            case OWNER -> owners;
            case GRANT -> grants;
            case DEFAULT_PRIVILEGE -> defaultPrivileges;
            case COMMENT, SECURITY_LABEL -> comments;
        };
    }
}
