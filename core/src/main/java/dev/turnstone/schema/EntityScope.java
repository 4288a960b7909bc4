package dev.turnstone.schema;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What JPA entities can say of a schema. A schema made of entities is a *partial* desired state: what they
/// cannot say is as it is, and never dropped because they are silent.
public final class EntityScope {
    /// The kinds of objects that entities describe: tables and their columns, identities, sequences, enums;
    /// primary keys, unique constraints, foreign keys and the checks of enums; indexes over plain columns.
    /// Schemas are made when a mapping names them, defaults and comments when it gives them, and never
    /// taken away.
    public static final Set<Kind> KINDS =
            Set.of(Kind.TABLE, Kind.COLUMN, Kind.IDENTITY, Kind.SEQUENCE, Kind.ENUM, Kind.CONSTRAINT, Kind.INDEX);

    /// `FK`, `UK`, `IDX` and an MD5 digest in base 35, which has 25 digits or, rarely, a few less.
    private static final Pattern HASHED = Pattern.compile("(fk|uk_?|idx)(?=[a-y]*[0-9])[0-9a-y]{21,25}");

    private EntityScope() {}

    /// Whether Hibernate made the name of a constraint or an index: a hash of the table's and columns'
    /// names, which changes when they do. Such names say nothing: objects that bear them are matched by
    /// structure. Letters may be in any case, since databases fold them.
    public static boolean providerMade(String name) {
        return HASHED.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
