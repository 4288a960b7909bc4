package dev.turnstone.cli;

import java.util.List;

/// The options that many commands take.
final class SharedOptions {
    /// Of every command.
    static final List<Option> EVERYWHERE = List.of(
            Option.value("--config", "FILE", "the configuration, instead of the nearest turnstone.toml"),
            Option.value("--env", "NAME", "the options under [env.NAME]"),
            Option.value("--service", "NAME", "the options under [service.NAME]; all: one after the other"),
            Option.values("--dir", "FOLDER", "where the migrations are, instead of migrations"),
            Option.value("--format", "FORMAT", "text or json"),
            Option.flag("--quiet", "-q", "say nothing but what is asked for and what is wrong"),
            Option.flag("--verbose", "-v", "show each statement, and the stack trace of a defect"),
            Option.flag("--help", "-h", "this page"));

    /// Of those that talk to a database.
    static final List<Option> DATABASE = List.of(
            Option.value("--url", "URL", "postgresql://…, sqlite:FILE, jdbc:… or embedded:postgresql"),
            Option.value("--user", "NAME", "who connects; the password comes from TURNSTONE_PASSWORD"),
            Option.value("--direct-url", "URL", "a way past a transaction pooler"),
            Option.value("--role", "NAME", "what migrations run as"),
            Option.value("--schema", "NAME", "where the history lives, instead of turnstone"),
            Option.value("--out-of-order", "WHAT", "error, warn or run for migrations older than the newest applied"),
            Option.value("--missing", "WHAT", "error or warn for applied migrations without a file"),
            Option.values("--placeholder", "NAME=VALUE", "a value for ${NAME} in migrations"),
            Option.value("--wait", "DURATION", "how long to wait for a database that is starting, as 60s"));

    private SharedOptions() {}
}
