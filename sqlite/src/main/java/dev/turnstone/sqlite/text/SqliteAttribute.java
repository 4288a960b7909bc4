package dev.turnstone.sqlite.text;

/// What SQLite's facts hold, beside the names in [dev.turnstone.schema.Attribute], which are written here in capitals.
///
/// Names in identities, in lists and in normal texts are in lower case, since SQLite compares them so; the detail
/// `name` keeps how a name is written where that differs. Attributes that would be false or empty are absent. The
/// detail `text` is the statement as the database stores it, trimmed.
///
/// - **TABLE** `name`: `strict`, `without-rowid`, `autoincrement`. *Details*: `name`, `text`.
/// - **COLUMN** TABLE / `name`: TYPE (in lower case, one blank between words), NOT_NULL, `not-null-conflict`,
///   `not-null-name`, COLLATION, GENERATED and EXPRESSION. A column of the primary key of a STRICT or WITHOUT ROWID
///   table has NOT_NULL, said or not. *Details*: `name`, POSITION, `text`: as it is declared.
/// - **DEFAULT** COLUMN / empty: EXPRESSION. None for `DEFAULT NULL`.
/// - **CONSTRAINT** TABLE / `name`, or, when it has none, a text made of what it is (`unique (a, b)`), SERVER_MADE
///   among its details: TYPE, COLUMNS (of a key, or those that refer), `keys` instead when they have collations or
///   directions, `rowid` (the primary key is the rowid), REFERENCES and REFERENCED_COLUMNS (absent for the primary
///   key), `on-delete`, `on-update`, `match`, `deferred`, `on-conflict`, EXPRESSION (of a check). *Details*: `name`,
///   `within`: the column it is declared with; `text`.
/// - **INDEX** TABLE / `name`: UNIQUE, COLUMNS, or `keys` when there are expressions, collations or directions,
/// `where`.
///   *Details*: `name`, `text`.
/// - **VIEW** `name`: DEFINITION: the query; COLUMNS when they are declared. *Details*: `name`, `text`.
/// - **TRIGGER** TABLE or VIEW / `name`: DEFINITION: what follows the name. *Details*: `name`, `text`.
/// - **VIRTUAL_TABLE** `name`: `module`, `arguments` as Names. *Details*: `name`, `text`.
public final class SqliteAttribute {
    public static final String STRICT = "strict";
    public static final String WITHOUT_ROWID = "without-rowid";
    public static final String AUTOINCREMENT = "autoincrement";
    public static final String NOT_NULL_CONFLICT = "not-null-conflict";
    public static final String NOT_NULL_NAME = "not-null-name";
    /// The columns of a key or index in normal form, with collations and directions.
    public static final String KEYS = "keys";
    /// `true` for a primary key whose column is another name for the rowid.
    public static final String ROWID = "rowid";
    public static final String ON_DELETE = "on-delete";
    public static final String ON_UPDATE = "on-update";
    public static final String MATCH = "match";
    /// `true` for a foreign key that is checked at the end of the transaction.
    public static final String DEFERRED = "deferred";
    public static final String ON_CONFLICT = "on-conflict";
    /// The condition of a partial index.
    public static final String WHERE = "where";
    public static final String MODULE = "module";
    public static final String ARGUMENTS = "arguments";

    /// Detail: the name as it is written, where the identity's differs.
    public static final String NAME = "name";
    /// Detail: the text that made it.
    public static final String TEXT = "text";
    /// Detail: the column that a constraint is declared with.
    public static final String WITHIN = "within";

    private SqliteAttribute() {}
}
