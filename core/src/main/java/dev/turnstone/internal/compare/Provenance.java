package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationDirectory;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who wrote the statements that made a schema: `generate` from entities, or a person. Pure, but for `read`.
///
/// @param generated texts of migrations that were generated from entities
/// @param byHand texts of all others, without those that stand for a whole schema, which say nothing about who made it
record Provenance(List<String> generated, List<String> byHand) {
    /// Of a schema whose statements were not seen.
    static final Provenance UNKNOWN = new Provenance(List.of(), List.of());

    private static final Pattern FROM_ENTITIES = Pattern.compile("(?m)^-- From .* to [0-9]+ entities of .*\\.$");
    private static final Pattern WHOLE =
            Pattern.compile("(?m)^-- (?:The schema of .* when it was adopted\\.|Stands for all migrations up to .*)$");

    Provenance {
        generated = List.copyOf(generated);
        byHand = List.copyOf(byHand);
    }

    /// What the files of these locations say.
    static Provenance read(Grounds grounds, List<String> locations, Dialect dialect) {
        MigrationDirectory directory = new MigrationDirectory(
                new MigrationDirectory.Origin(
                        locations, grounds.settings().project(), grounds.loader(), Optional.empty()),
                dialect.name(),
                dialect.splitter(),
                grounds.settings().placeholders(),
                grounds.settings().replacesPlaceholders());
        List<String> generated = new ArrayList<>();
        List<String> byHand = new ArrayList<>();
        for (Migration migration : directory.read().migrations()) {
            if (migration.kind() != Kind.JAVA && migration.kind() != Kind.CHECKPOINT) {
                String text = directory.content(migration).upText();
                if (FROM_ENTITIES.matcher(text).find()) {
                    generated.add(text);
                } else if (!WHOLE.matcher(text).find()) {
                    byHand.add(text);
                }
            }
        }
        return new Provenance(generated, byHand);
    }

    /// Whether anything is known.
    boolean known() {
        return !generated.isEmpty() || !byHand.isEmpty();
    }

    /// Whether a migration that was generated from entities names the object.
    boolean made(Fact fact) {
        return generated.stream().anyMatch(text -> says(text, fact));
    }

    /// Whether a person's migration names the object, or its table when the object has a name that the database made.
    boolean byHand(Fact fact) {
        return byHand.stream().anyMatch(text -> says(text, fact) || (serverMade(fact) && names(text, table(fact))));
    }

    private static boolean says(String text, Fact fact) {
        Optional<String> nameless = fact.detail("text").filter(ignored -> serverMade(fact));
        return nameless.isPresent()
                ? text.contains(nameless.get()) && names(text, table(fact))
                : names(text, fact.id().name());
    }

    private static String table(Fact fact) {
        return fact.id().parent().map(Id::name).orElse("");
    }

    static boolean serverMade(Fact fact) {
        return fact.detail(Attribute.SERVER_MADE).isPresent();
    }

    private static boolean names(String text, String name) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?!\\w)")
                .matcher(text.toLowerCase(Locale.ROOT))
                .find();
    }
}
