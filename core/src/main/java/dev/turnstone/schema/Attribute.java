package dev.turnstone.schema;

/// The names of attributes in definitions, the same in every dialect where they mean the same. Absent attributes are
/// simply not there: `false` and empty texts are never stored.
public final class Attribute {
    /// A type as the database writes it: of a column, domain, sequence; of a constraint one of `primary key`, `unique`,
    /// `foreign key`, `check`, `exclusion`, `not null`.
    public static final String TYPE = "type";
    /// `true` when a column or domain takes no NULL.
    public static final String NOT_NULL = "not-null";
    /// The expression of a default or a generated column, without parentheses around it.
    public static final String EXPRESSION = "expression";
    /// `stored` or `virtual` for a generated column; `always` or `by default` for an identity.
    public static final String GENERATED = "generated";
    public static final String COLLATION = "collation";
    /// Names of columns, as [Names]: of a constraint, an index without expressions, a view.
    public static final String COLUMNS = "columns";
    /// The identity ([Id#text]) of the table a foreign key refers to.
    public static final String REFERENCES = "references";
    /// The columns a foreign key refers to, as [Names].
    public static final String REFERENCED_COLUMNS = "referenced-columns";
    /// The text that makes the object, without its name: what follows `CONSTRAINT name` or `CREATE INDEX name ON
    /// table`, the query of a view, the whole statement of a function or trigger.
    public static final String DEFINITION = "definition";
    /// `true` for a unique index.
    public static final String UNIQUE = "unique";
    /// The labels of an enum in order, as [Names].
    public static final String VALUES = "values";
    /// The text of a comment.
    public static final String TEXT = "text";
    /// A role: of an owner.
    public static final String ROLE = "role";
    /// Privileges of a grant: `SELECT, UPDATE`, sorted, each with `*` behind it when it may be passed on.
    public static final String PRIVILEGES = "privileges";
    /// Storage parameters and options, `name=value` sorted and joined by `, `.
    public static final String OPTIONS = "options";
    /// The identity ([Id#text]) of the column that owns a sequence, or of what a link leads to.
    public static final String PARENT = "parent";
    /// The bounds of a partition, as `FOR VALUES FROM (1) TO (10)` or `DEFAULT`.
    public static final String BOUNDS = "bounds";
    /// How a partitioned table is cut: `RANGE (day)`.
    public static final String PARTITION_KEY = "partition-key";
    /// `true` for what a table has from its parent: it is changed there.
    public static final String INHERITED = "inherited";

    /// Detail: the place of a column, from 1, gaps closed.
    public static final String POSITION = "position";
    /// Detail: `true` when the name is one the database would have made itself.
    public static final String SERVER_MADE = "server-made";
    /// Detail: the name of the constraint behind NOT_NULL, where the column has it from elsewhere or the database had
    /// to
    /// shorten it.
    public static final String NOT_NULL_NAME = "not-null-name";

    /// Detail: of a sequence the identities ([Id#text]) of the columns whose values an application draws from it, as
    /// [Names]: no default tells.
    public static final String DRAWN_BY = "drawn-by";

    /// Of an extension: its version, where that is not the one that its server installs by default. Detail: its
    /// version.
    public static final String VERSION = "version";
    /// Detail of an extension: the version that its server installs by default.
    public static final String DEFAULT_VERSION = "default-version";
    /// Detail of an extension: `true` when the statements that made the schema name its version.
    public static final String VERSION_SAID = "version-said";

    private Attribute() {}
}
