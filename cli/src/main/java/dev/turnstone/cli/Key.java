package dev.turnstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An option of `turnstone.toml`, and of the environment variable `TURNSTONE_` + its name in capitals. Most are flags
/// of
/// the command line too.
enum Key {
    URL("url", Kind.TEXT),
    USER("user", Kind.TEXT),
    PASSWORD("password", Kind.TEXT),
    ROLE("role", Kind.TEXT),
    DIRECT_URL("direct-url", Kind.TEXT),
    SCHEMA("schema", Kind.TEXT),
    DIR("dir", Kind.TEXTS),
    OUT_OF_ORDER("out-of-order", Kind.CHOICE, "error|warn|run"),
    MISSING("missing", Kind.CHOICE, "error|warn"),
    ON_EXISTING("on-existing", Kind.CHOICE, "refuse|run"),
    LOCK("lock", Kind.CHOICE, "required|optional"),
    LOCK_WAIT("lock-wait", Kind.DURATION),
    DISPOSABLE("disposable", Kind.FLAG),
    SCHEMA_CHECK("schema-check", Kind.CHOICE, "none|fingerprint|compared"),
    DIALECT("dialect", Kind.TEXT),
    SCRATCH("scratch", Kind.TEXT),
    IGNORE("ignore", Kind.TEXTS),
    ENTITIES_CLASS_PATH("entities.class-path", Kind.TEXTS),
    ENTITIES_PACKAGES("entities.packages", Kind.TEXTS),
    ENTITIES_NAMING_STRATEGY("entities.naming-strategy", Kind.TEXT),
    NEW_NAME("new.name", Kind.TEXT),
    ENV_FROM("env-from", Kind.TEXTS),
    REPLACE_PLACEHOLDERS("replace-placeholders", Kind.FLAG),
    TIMEOUTS_LOCK("timeouts.lock", Kind.DURATION),
    TIMEOUTS_RETRY("timeouts.retry", Kind.DURATION),
    TIMEOUTS_CONNECT("timeouts.connect", Kind.DURATION);

    /// What may stand behind the key.
    enum Kind {
        TEXT,
        TEXTS,
        CHOICE,
        DURATION,
        FLAG
    }

    private final String text;
    private final Kind kind;
    private final String choices;

    Key(String text, Kind kind) {
        this(text, kind, "");
    }

    Key(String text, Kind kind, String choices) {
        this.text = text;
        this.kind = kind;
        this.choices = choices;
    }

    /// As written in the file: `lock-wait`, `timeouts.lock`.
    String text() {
        return text;
    }

    /// The environment variable that beats the file.
    String variable() {
        return "TURNSTONE_" + text.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    static Optional<Key> of(String text) {
        for (Key key : values()) {
            if (key.text.equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// The names that may stand in a table: at the top, in `timeouts` or in `entities`.
    static List<String> names(String table) {
        List<String> names = new ArrayList<>();
        String prefix = table.isEmpty() ? "" : table + ".";
        for (Key key : values()) {
            if (key.text.startsWith(prefix) && key.text.indexOf('.', prefix.length()) < 0) {
                names.add(key.text.substring(prefix.length()));
            }
        }
        return names;
    }

    /// What is wrong with a value; nothing when it may stand. Values with `${…}` are judged once it is replaced.
    Optional<String> objection(TomlEntry.Value value) {
        boolean fits = value instanceof TomlEntry.Value.Text written && kind != Kind.FLAG && fits(written.text());
        fits |= value instanceof TomlEntry.Value.Texts texts
                && kind == Kind.TEXTS
                && !texts.texts().isEmpty();
        fits |= value instanceof TomlEntry.Value.Flag && kind == Kind.FLAG;
        String shown = this == PASSWORD && value instanceof TomlEntry.Value.Text ? "what stands there" : value.shown();
        return fits ? Optional.empty() : Optional.of(text + " must be " + expected() + ", not " + shown);
    }

    /// What is wrong with a text for this key.
    Optional<String> objection(String written) {
        return fits(written)
                ? Optional.empty()
                : Optional.of(text + " must be " + expected() + ", not \"" + written + "\"");
    }

    private boolean fits(String written) {
        if (written.contains("${")) {
            return true;
        }
        return switch (kind) {
            case TEXT, TEXTS -> !written.isBlank();
            case CHOICE -> written.indexOf('|') < 0 && ("|" + choices + "|").contains("|" + written + "|");
            case DURATION -> Durations.parse(written).isPresent();
            case FLAG -> written.equals("true") || written.equals("false");
        };
    }

    private String expected() {
        return switch (kind) {
            case TEXT -> "a text in quotes";
            case TEXTS -> "a text in quotes or an array of them";
            case CHOICE -> "\"" + choices.replace("|", "\" or \"") + "\"";
            case DURATION -> "a duration as \"500ms\", \"60s\" or \"2m\"";
            case FLAG -> "true or false";
        };
    }
}
