package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Dialect;

/// Which database schemas are for.
///
/// @param version as [dev.turnstone.schema.Schema#version]; empty for the newest that scratch databases can be made of
record Target(Dialect dialect, String version) {
    /// The same for the purpose of scratch databases: a minor version makes no other one.
    String server() {
        return dialect.name() + " " + dialect.scratchUrl(version);
    }
}
