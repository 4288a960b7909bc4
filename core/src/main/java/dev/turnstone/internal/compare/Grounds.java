package dev.turnstone.internal.compare;

import dev.turnstone.JavaMigration;
import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.Settings;
import dev.turnstone.dialect.Dialect;
import java.util.List;
import java.util.Optional;

/// What comparing starts from. See `Schemas.Builder` for each of them.
public record Grounds(
        Settings settings,
        List<Dialect> dialects,
        Optional<String> dialect,
        Optional<String> version,
        Optional<SchemaSource.Database> like,
        Optional<SchemaSource.Database> scratch,
        List<JavaMigration> javaMigrations,
        ClassLoader loader) {
    public Grounds {
        dialects = List.copyOf(dialects);
        javaMigrations = List.copyOf(javaMigrations);
    }

    /// Whom to connect as to what was made on the user's own scratch server.
    Optional<String> scratchUser() {
        return scratch.flatMap(SchemaSource.Database::user);
    }

    Optional<String> scratchPassword() {
        return scratch.flatMap(SchemaSource.Database::password);
    }

    /// The dialect of that name.
    Dialect named(String name) {
        return dialects.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured("no dialect on the class path is called " + name
                        + "; there is "
                        + String.join(", ", dialects.stream().map(Dialect::name).toList())));
    }

    /// The dialect of a URL.
    Dialect handling(String url) {
        return dialects.stream()
                .filter(candidate -> candidate.handles(url))
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured(
                        "no dialect knows this URL. Write postgresql://…, jdbc:postgresql://…, sqlite:FILE or"
                                + " embedded:postgresql."));
    }

    /// The text of a migration as its file must have it: where there are no placeholders, nothing is set off from them.
    String inFile(String text) {
        return settings().replacesPlaceholders() ? text : text.replaceAll("\\\\(\\$\\{[\\w.-]+})", "$1");
    }
}
