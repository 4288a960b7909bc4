package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;

/// Which database schemas are for.
///
/// @param version as [dev.turnstone.schema.Schema#version]; empty for the newest that scratch databases can be made of
record Target(Dialect dialect, String version) {
    /// The same for the purpose of scratch databases: a minor version makes no other one.
    String server() {
        return dialect.name() + " " + dialect.scratchUrl(version);
    }

    /// The statements that make a schema in an empty database of its version.
    Written script(Schema schema) {
        return dialect.writer()
                .write(Differ.diff(dialect.inspector().fresh(schema.version()), schema), Writer.Style.DIRECT);
    }
}
