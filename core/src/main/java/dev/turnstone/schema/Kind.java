package dev.turnstone.schema;

/// What a fact is about. The order is the one in which people are told about them and in which independent objects
/// are made.
public enum Kind {
    LANGUAGE("language"),
    SCHEMA("schema"),
    EXTENSION("extension"),
    COLLATION("collation"),
    ENUM("enum"),
    COMPOSITE("composite type"),
    RANGE("range type"),
    DOMAIN("domain"),
    SEQUENCE("sequence"),
    FOREIGN_DATA_WRAPPER("foreign-data wrapper"),
    SERVER("server"),
    USER_MAPPING("user mapping"),
    TABLE("table"),
    VIRTUAL_TABLE("virtual table"),
    FOREIGN_TABLE("foreign table"),
    /// A link from a table to one it inherits from.
    INHERITANCE("inheritance"),
    /// A link from a partition to its partitioned table, with its bounds.
    PARTITION("partition"),
    COLUMN("column"),
    /// The default of a column.
    DEFAULT("default", true),
    /// The identity property of a column.
    IDENTITY("identity", true),
    FUNCTION("function"),
    PROCEDURE("procedure"),
    AGGREGATE("aggregate"),
    CONSTRAINT("constraint"),
    VIEW("view"),
    MATERIALIZED_VIEW("materialized view"),
    INDEX("index"),
    STATISTICS("statistics object"),
    RULE("rule"),
    TRIGGER("trigger"),
    ROW_SECURITY("row security", true),
    POLICY("policy"),
    REPLICA_IDENTITY("replica identity", true),
    OPERATOR_FAMILY("operator family"),
    OPERATOR("operator"),
    OPERATOR_CLASS("operator class"),
    CAST("cast"),
    TEXT_SEARCH_PARSER("text search parser"),
    TEXT_SEARCH_TEMPLATE("text search template"),
    TEXT_SEARCH_DICTIONARY("text search dictionary"),
    TEXT_SEARCH_CONFIGURATION("text search configuration"),
    EVENT_TRIGGER("event trigger"),
    PUBLICATION("publication"),
    SUBSCRIPTION("subscription"),
    /// Storage parameters of a table, index or view, or options of a column.
    OPTIONS("options", true),
    OWNER("owner", true),
    GRANT("grant", true),
    DEFAULT_PRIVILEGE("default privilege"),
    COMMENT("comment", true),
    SECURITY_LABEL("security label", true),
    /// A value of an enum. It has no fact of its own: see [Labels].
    LABEL("label");

    private final String words;
    private final String code;
    private final boolean satellite;

    Kind(String words) {
        this(words, false);
    }

    Kind(String words, boolean satellite) {
        this.words = words;
        this.code = words.replace(' ', '-');
        this.satellite = satellite;
    }

    /// The kind as people say it: `materialized view`.
    public String words() {
        return words;
    }

    /// The kind in files and identities: `materialized-view`.
    public String code() {
        return code;
    }

    /// The kind of that code.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Kind of(String code) {
        for (Kind kind : values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of object is called \"" + code + "\"");
    }

    /// Whether it says something about its parent and is named by it: it comes and goes with the parent.
    public boolean satellite() {
        return satellite;
    }
}
