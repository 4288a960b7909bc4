package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/// What two constraints or indexes cannot both be of: one kind over the same columns.
///
/// @param columns those, or what a check says of them
record Place(Kind kind, Optional<Id> parent, Optional<String> type, String columns) {
    private static final Pattern VALUE = Pattern.compile("('(?:[^']|'')*'|\\b[0-9]+(?:\\.[0-9]+)?\\b)(?:::[a-z ]+)?");
    private static final Pattern VALUES = Pattern.compile("\\?(?:\\s*,\\s*\\?)+");

    static Optional<Place> of(Fact fact) {
        boolean check = fact.get(Attribute.TYPE).equals(Optional.of("check"));
        Optional<String> columns = check
                ? fact.get(Attribute.DEFINITION)
                        .or(() -> fact.get(Attribute.EXPRESSION))
                        .map(Place::sentence)
                : fact.get(Attribute.COLUMNS);
        return columns.map(same -> new Place(fact.id().kind(), fact.id().parent(), fact.get(Attribute.TYPE), same));
    }

    /// A check without its values: an enum that got one more says the same otherwise.
    static String sentence(String check) {
        String blank = VALUE.matcher(check).replaceAll("?");
        return VALUES.matcher(blank).replaceAll("?");
    }
}
