package dev.turnstone.sqlite.writer;

/// Which values a column's type prefers, by SQLite's five rules.
enum Affinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

    /// @param type in lower case
    static Affinity of(String type) {
        if (type.contains("int")) {
            return INTEGER;
        }
        if (type.contains("char") || type.contains("clob") || type.contains("text")) {
            return TEXT;
        }
        if (type.contains("blob") || type.isEmpty()) {
            return BLOB;
        }
        return type.contains("real") || type.contains("floa") || type.contains("doub") ? REAL : NUMERIC;
    }

    boolean isNumber() {
        return switch (this) {
            case INTEGER, REAL, NUMERIC -> true;
            case TEXT, BLOB -> false;
        };
    }
}
