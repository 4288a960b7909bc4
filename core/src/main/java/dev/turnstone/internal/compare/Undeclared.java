package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.EntityScope;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What becomes of a constraint or an index of an entity's table that no entity declares. What Hibernate made, by its
/// name, its shape or the migration that holds it, goes. What entities could declare and somebody else may have made
/// stays and is told. What they cannot declare stays. Pure.
///
/// @param provenance who wrote the schema that is there
/// @param declared what the entities want
record Undeclared(Provenance provenance, Schema declared) {
    private static final Pattern LIST = Pattern.compile(
            "(?:check )?[( ]*\"?\\w+\"?[) ]*(?:::\\w+)? (?:in \\(\\?\\)|= any [( ]*array\\[\\?\\].*)[) ]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDINALS = Pattern.compile(
            "(?:check )?[( ]*\"?(\\w+)\"? (?:between 0 and [0-9]+|>= 0\\) and \\(\"?\\1\"? <= [0-9]+)[) ]*",
            Pattern.CASE_INSENSITIVE);

    /// What becomes of it.
    enum Fate {
        /// Hibernate made it.
        DROPPED,
        /// It may be what entities said once, and is a difference until somebody decides.
        COUNTED,
        /// It may be what entities said once; it is told, and no difference.
        TOLD,
        /// It is no affair of entities.
        KEPT
    }

    /// @param fact a constraint or an index that is there, and that nothing the entities declare takes the place of
    Fate fate(Fact fact) {
        if (!onMappedColumns(fact) || fact.get(Attribute.INHERITED).isPresent()) {
            return Fate.KEPT;
        }
        boolean made = EntityScope.providerMade(fact.id().name()) || provenance.made(fact);
        if (fact.id().kind() == Kind.INDEX) {
            return made && fact.get(Attribute.COLUMNS).isPresent() && !partial(fact) ? Fate.DROPPED : Fate.KEPT;
        }
        return switch (fact.get(Attribute.TYPE).orElse("")) {
            case "unique" -> made ? Fate.DROPPED : plainUnique(fact) ? named(fact) : Fate.KEPT;
            case "foreign key" -> made ? Fate.DROPPED : foreignKey(fact);
            case "check" -> made ? Fate.DROPPED : check(fact);
            default -> Fate.KEPT;
        };
    }

    private boolean onMappedColumns(Fact fact) {
        Optional<Id> table = fact.id().parent().filter(declared::has);
        return table.isPresent()
                && fact.get(Attribute.COLUMNS).map(Names::read).orElse(List.of()).stream()
                        .allMatch(column -> declared.has(table.get().child(Kind.COLUMN, column)));
    }

    private static boolean partial(Fact index) {
        return index.get(Attribute.DEFINITION)
                .or(() -> index.detail("text"))
                .map(text -> text.toLowerCase(Locale.ROOT).contains(" where "))
                .orElse(false);
    }

    /// Whether it is what `unique = true` makes, and no more.
    private static boolean plainUnique(Fact unique) {
        return unique.get(Attribute.DEFINITION)
                .map(text -> text.matches("UNIQUE \\([^()]*\\)"))
                .orElse(true);
    }

    private Fate named(Fact fact) {
        return Provenance.serverMade(fact) && !provenance.byHand(fact) ? Fate.DROPPED : Fate.COUNTED;
    }

    /// Hibernate gives every foreign key a name, and entities cannot declare one over a column that is no association.
    private Fate foreignKey(Fact fact) {
        return Provenance.serverMade(fact) || provenance.known() ? Fate.KEPT : Fate.COUNTED;
    }

    private Fate check(Fact fact) {
        String text = fact.get(Attribute.DEFINITION)
                .or(() -> fact.get(Attribute.EXPRESSION))
                .orElse("");
        if (LIST.matcher(Place.sentence(text)).matches()) {
            return named(fact);
        }
        if (ORDINALS.matcher(text).matches() && small(fact)) {
            return Fate.COUNTED;
        }
        return provenance.known() ? Fate.KEPT : Fate.TOLD;
    }

    /// Whether it is about a column of the type that Hibernate gives to ordinals.
    private boolean small(Fact check) {
        return check.needs().stream()
                .filter(need -> need.kind() == Kind.COLUMN)
                .flatMap(column -> declared.find(column).stream())
                .flatMap(column -> column.get(Attribute.TYPE).stream())
                .anyMatch(Set.of("smallint", "tinyint")::contains);
    }
}
