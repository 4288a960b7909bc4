package dev.turnstone.postgresql.text;

/// What PostgreSQL's facts hold, beside the names in [dev.turnstone.schema.Attribute], which are written
/// here in capitals.
///
/// Rules for all of them. Names in identities are raw, never quoted. Names inside texts (types,
/// expressions, definitions) are quoted where needed and qualified with their schema, except those of
/// `pg_catalog`. No text ends with a semicolon. *Names* is the form of [dev.turnstone.schema.Names]. An
/// attribute that would be false, empty or what PostgreSQL chooses by itself is absent. `S` stands for
/// `SCHEMA s`. *REL* is a TABLE, FOREIGN_TABLE, VIEW or MATERIALIZED_VIEW. Whatever has an owner has an
/// OWNER, whatever can be granted has GRANTs, whatever can be described a COMMENT.
///
/// Each kind: its identity, what its definition holds, what its details hold.
///
/// - **SCHEMA** `s`: nothing.
/// - **EXTENSION** `name`: `schema` (its name), VERSION when it is not the default one. *Details*: VERSION,
///   DEFAULT_VERSION, VERSION_SAID; `updates`: Names of versions; `relocatable`; `casts`: Names of the casts
///   it brings, `hstore AS json`, with `?` behind those that are not done by assignment, and of its types that
///   are texts. No OWNER.
/// - **LANGUAGE** `name`: `trusted`, `handler`, `inline`, `validator` (qualified functions).
/// - **COLLATION** S / `name`: DEFINITION: `(provider = icu, locale = 'de')`.
/// - **ENUM** S / `name`: VALUES.
/// - **COMPOSITE** S / `name`: children COLUMN: TYPE, COLLATION.
/// - **RANGE** S / `name`: DEFINITION: `(subtype = …)`, which also names its multirange.
/// - **DOMAIN** S / `name`: TYPE, COLLATION, NOT_NULL, `default`; children CONSTRAINT.
/// - **SEQUENCE** S / `name`: TYPE, `start`, `increment`, `minimum`, `maximum`, `cache` (always), `cycle`,
///   `persistence`, PARENT: the COLUMN it is OWNED BY, which is also among its needs. *Details*:
///   SERVER_MADE: named as `serial` would. OWNER only when it is not owned by a column.
/// - **FOREIGN_DATA_WRAPPER** `name`: `handler`, `validator`, OPTIONS as Names of `name=value`.
/// - **SERVER** `name`: `wrapper` (its name), TYPE, `server-version`, OPTIONS as Names, secrets masked.
/// - **USER_MAPPING** SERVER / role or `public`: OPTIONS as Names of `name=digest`: values are never told.
/// - **TABLE** S / `name`: `persistence`, PARTITION_KEY, `of-type`, `access-method`, `tablespace`.
/// - **FOREIGN_TABLE** S / `name`: `server` (its name), OPTIONS as Names, secrets masked, PARTITION_KEY
///   never.
/// - **INHERITANCE** TABLE or FOREIGN_TABLE / the qualified, quoted name of the parent: PARENT: the
///   parent's identity. *Details*: POSITION among several.
/// - **PARTITION** TABLE or FOREIGN_TABLE / empty: PARENT: identity of the partitioned table, BOUNDS.
/// - **COLUMN** TABLE, FOREIGN_TABLE, COMPOSITE / `name`: TYPE, NOT_NULL, COLLATION (when not the type's),
///   GENERATED and EXPRESSION, `storage` (when not the type's), `compression`, `statistics`, OPTIONS (Names,
///   of a FOREIGN_TABLE's), INHERITED: a parent has it too, `local`: and the table declares it itself, which
///   a partition never does. *Details*: POSITION; NOT_NULL_NAME, from 18: of a not-null constraint that it
///   has from a parent and that is called after that, or that is cut since it is too long.
/// - **COLUMN** VIEW / `name`: nothing; only there to carry a DEFAULT, COMMENT, GRANT or SECURITY_LABEL.
/// - **COLUMN** MATERIALIZED_VIEW / `name`: `storage`, `compression`, `statistics`; only there for these
///   or a satellite.
/// - **DEFAULT** COLUMN / empty: EXPRESSION; INHERITED: a parent's column has the same one.
/// - **IDENTITY** COLUMN / empty: GENERATED; `sequence`: identity of the SEQUENCE it would be, which has
///   no fact of its own; and what a SEQUENCE has, without PARENT. COMMENT, GRANT and SECURITY_LABEL of the
///   sequence are below this. None on partitions. *Details*: SERVER_MADE: the sequence's name.
/// - **CONSTRAINT** TABLE, FOREIGN_TABLE or DOMAIN / `name`: TYPE; DEFINITION: what follows `CONSTRAINT
///   name`, without `NOT VALID` and `NOT ENFORCED`; COLUMNS; REFERENCES and REFERENCED_COLUMNS; `not-valid`,
///   `not-enforced`, `no-inherit` (also said in the definition); `tablespace`, `clustered`, `invalid` of its
///   index; INHERITED and PARENT (a CONSTRAINT): only a partition's primary key, unique or exclusion
///   constraint that is part of its parent's. Storage parameters of the index are its OPTIONS, a comment on
///   the index is COMMENT `index` below it, statistics of the index's expressions `statistics`. No inherited
///   check, foreign key or not-null constraint. `not null` ones only from 18 (17 for domains), and only when
///   there is something to say: another name than the server would give, NOT VALID, NO INHERIT; NOT_NULL of
///   the column is set beside it; `only`: as of an INDEX. *Details*: SERVER_MADE; `part-of`: an INDEX.
/// - **INDEX** TABLE or MATERIALIZED_VIEW / `name`: DEFINITION from `USING` on, without storage parameters
///   (OPTIONS) and tablespace; UNIQUE; COLUMNS without expressions: key columns then included ones;
///   `invalid`; `clustered`; `tablespace`; `statistics`: `2=100, 3=500` of its columns; INHERITED and PARENT
///   (an INDEX): part of a partitioned index; `only`: an index of a partitioned table that lacks parts.
///   *Details*: SERVER_MADE.
/// - **STATISTICS** S / `name`: DEFINITION: what follows the name: `(ndistinct) ON a, b FROM public.t`;
///   PARENT: the REL; `statistics`: its target. *Details*: SERVER_MADE.
/// - **VIEW** S / `name`: DEFINITION: the query; COLUMNS. *Details*: `types`: Names, one type for each
///   column.
/// - **MATERIALIZED_VIEW** S / `name`: DEFINITION: the query; COLUMNS; `access-method`, `tablespace`.
///   *Details*: `types`; `populated`.
/// - **RULE** REL / `name`: DEFINITION: the whole statement; `enabled`.
/// - **TRIGGER** REL / `name`: DEFINITION: the whole statement; `enabled`; INHERITED: of a partition, only
///   there when its `enabled` differs from the parent's.
/// - **EVENT_TRIGGER** `name`: `event`, `function` (qualified), `tags` (Names, sorted), `enabled`.
/// - **ROW_SECURITY** TABLE / empty: `enabled` (`true`), `forced`.
/// - **POLICY** TABLE / `name`: `command`: `ALL`, `SELECT`, …; `restrictive`; `roles`: Names, sorted,
///   `public` for everybody; `using`, `check`: expressions without parentheses around them.
/// - **REPLICA_IDENTITY** TABLE or MATERIALIZED_VIEW / empty: TYPE: `nothing`, `full`, `index`; `index`:
///   its name.
/// - **FUNCTION, PROCEDURE** S / `f(integer, text)`: types of the input arguments: DEFINITION: the whole
///   statement with OR REPLACE; `result` (none for a procedure); `language`; `arguments`: as declared, with
///   names, modes and defaults; `argument-names`: Names, empty text for an unnamed one; `argument-modes`:
///   one of `i`, `o`, `b`, `v`, `t` each; `argument-defaults`: how many have one. *Details*: `name`: `f`;
///   `signature`: `public.f(integer, text)`, quoted, for ALTER, DROP, COMMENT, GRANT.
/// - **AGGREGATE** S / `f(integer)`, `f(*)`, `f(float8 ORDER BY integer)`: DEFINITION: the whole statement
///   with OR REPLACE; `result`; `arguments`. *Details*: `name`; `signature`.
/// - **CAST** `integer AS text`: DEFINITION: what follows `CREATE CAST (integer AS text)`. *Details*:
///   `signature`: `(integer AS text)`.
/// - **OPERATOR** S / `===(integer, integer)`, `NONE` for no left argument: DEFINITION: `(FUNCTION = …,
///   LEFTARG = …, …)`. *Details*: `name`; `signature`.
/// - **OPERATOR_FAMILY** S / `name USING btree`: `method`; `members`: Names, the loose members, each as it
///   follows ADD. *Details*: `name`; `signature`: `public.name USING btree`.
/// - **OPERATOR_CLASS** S / `name USING btree`: DEFINITION: what follows `CREATE OPERATOR CLASS name`.
///   *Details*: `name`; `signature`.
/// - **TEXT_SEARCH_PARSER, _TEMPLATE, _DICTIONARY** S / `name`: DEFINITION: `(TEMPLATE = …, …)`.
/// - **TEXT_SEARCH_CONFIGURATION** S / `name`: DEFINITION: `(PARSER = …)`; `mappings`: Names, each as it
///   follows ADD MAPPING FOR: `asciiword WITH public.d, simple`.
/// - **PUBLICATION** `name`: `all-tables`, `publish`: `insert, update`, when not all; `via-root`;
///   `generated-columns`: `stored`; `tables`: Names, each as it follows TABLE: `public.t (a, b) WHERE (a >
///   1)`; `schemas`: Names of their names.
/// - **SUBSCRIPTION** `name`: `publications`: Names; `connection`: secrets masked, absent when it may not
///   be read; OPTIONS as Names.
/// - **OPTIONS** TABLE, MATERIALIZED_VIEW, VIEW, INDEX, CONSTRAINT, COLUMN / empty: OPTIONS; those of the
///   TOAST table begin with `toast.`. *Details*: `stored`.
/// - **OWNER** any / empty: ROLE. None for schema `public` while it has the owner it was made with.
/// - **GRANT** any / role, `public` for everybody: PRIVILEGES: all it has, absent when it has none. There
///   is a fact only where the privileges are not those that the object is born with: a missing fact means
///   these. *Details*: `default`: those it is born with, in the same form, absent when none.
/// - **DEFAULT_PRIVILEGE** none or S / `TABLES OF owner TO grantee`: ROLE (whose objects), `objects`:
///   `TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES`, `SCHEMAS`, `LARGE OBJECTS`; `grantee`; PRIVILEGES as in
///   GRANT. *Details*: `default`.
/// - **COMMENT** any / empty, `index` below a CONSTRAINT for its index: TEXT.
/// - **SECURITY_LABEL** any / provider: TEXT.
///
/// `needs` are those of `pg_depend`, spread to what has a fact: a table's row type means the TABLE, an
/// array its element type, a multirange its RANGE, a member of an extension the EXTENSION, a view's query
/// the columns it reads (COLUMN of a TABLE; the VIEW itself for a view's), an index behind a constraint
/// the CONSTRAINT. A foreign key needs the referenced columns and the CONSTRAINT or INDEX that makes them
/// unique. A GRANT, OWNER, DEFAULT_PRIVILEGE or POLICY does not need its role. What a function's body
/// names when it is a string is unknown to PostgreSQL and not among them.
public final class PostgresAttribute {
    /// `unlogged`.
    public static final String PERSISTENCE = "persistence";
    /// The composite type of a typed table.
    public static final String OF_TYPE = "of-type";
    /// When it is not `heap`.
    public static final String ACCESS_METHOD = "access-method";
    /// When it is not the database's own.
    public static final String TABLESPACE = "tablespace";
    /// The name of the schema an extension is in.
    public static final String SCHEMA = "schema";
    public static final String TRUSTED = "trusted";
    public static final String HANDLER = "handler";
    public static final String INLINE = "inline";
    public static final String VALIDATOR = "validator";
    /// The default of a domain.
    public static final String DEFAULT = "default";
    public static final String START = "start";
    public static final String INCREMENT = "increment";
    public static final String MINIMUM = "minimum";
    public static final String MAXIMUM = "maximum";
    public static final String CACHE = "cache";
    public static final String CYCLE = "cycle";
    public static final String WRAPPER = "wrapper";
    public static final String SERVER_VERSION = "server-version";
    public static final String SERVER = "server";
    /// `plain`, `external`, `extended`, `main`.
    public static final String STORAGE = "storage";
    /// `pglz`, `lz4`.
    public static final String COMPRESSION = "compression";
    /// A statistics target; of an index `column=target` for its columns.
    public static final String STATISTICS = "statistics";
    /// `true` for what a table inherits and declares itself as well.
    public static final String LOCAL = "local";
    /// The identity of the sequence behind an identity column.
    public static final String SEQUENCE = "sequence";
    public static final String NOT_VALID = "not-valid";
    public static final String NOT_ENFORCED = "not-enforced";
    public static final String NO_INHERIT = "no-inherit";
    /// `true` for the index that CLUSTER uses.
    public static final String CLUSTERED = "clustered";
    /// `true` for an index that a failed concurrent build left behind: it must be dropped first.
    public static final String INVALID = "invalid";
    /// `true` for an index of a partitioned table that is not complete.
    public static final String ONLY = "only";
    /// Of a trigger, rule or event trigger `disabled`, `replica` or `always`; of row security `true`.
    public static final String ENABLED = "enabled";
    public static final String FORCED = "forced";
    public static final String EVENT = "event";
    public static final String FUNCTION = "function";
    public static final String TAGS = "tags";
    public static final String COMMAND = "command";
    public static final String RESTRICTIVE = "restrictive";
    public static final String ROLES = "roles";
    public static final String USING = "using";
    public static final String CHECK = "check";
    public static final String INDEX = "index";
    public static final String RESULT = "result";
    public static final String LANGUAGE = "language";
    public static final String ARGUMENTS = "arguments";
    public static final String ARGUMENT_NAMES = "argument-names";
    public static final String ARGUMENT_MODES = "argument-modes";
    public static final String ARGUMENT_DEFAULTS = "argument-defaults";
    public static final String METHOD = "method";
    public static final String MEMBERS = "members";
    public static final String MAPPINGS = "mappings";
    public static final String ALL_TABLES = "all-tables";
    public static final String PUBLISH = "publish";
    public static final String VIA_ROOT = "via-root";
    public static final String GENERATED_COLUMNS = "generated-columns";
    public static final String TABLES = "tables";
    public static final String SCHEMAS = "schemas";
    public static final String PUBLICATIONS = "publications";
    public static final String CONNECTION = "connection";
    /// The kind of object a default privilege is for: `TABLES`.
    public static final String OBJECTS = "objects";
    public static final String GRANTEE = "grantee";

    /// Detail of an extension: the versions that its server can update it to, as [dev.turnstone.schema.Names].
    public static final String UPDATES = "updates";
    /// Detail: the types of a view's columns, as [dev.turnstone.schema.Names].
    public static final String TYPES = "types";
    /// Detail: `true` or `false` of a materialized view.
    public static final String POPULATED = "populated";
    /// Detail of a partition's key: the identity of the index of the partitioned table that its index is part of.
    public static final String PART_OF = "part-of";
    /// Detail of an extension: `false` when its objects cannot be moved to another schema.
    public static final String RELOCATABLE = "relocatable";
    public static final String CASTS = "casts";
    /// Detail: the bare name of what is identified by more than its name.
    public static final String NAME = "name";
    /// Detail: how statements call what is identified by more than its name, qualified and quoted.
    public static final String SIGNATURE = "signature";
    /// Detail of options: the same in the order in which the catalog has them, when it is another.
    public static final String STORED = "stored";
    /// Detail of a grant: the privileges the object is born with.
    public static final String BORN_WITH = "default";

    private PostgresAttribute() {}
}
