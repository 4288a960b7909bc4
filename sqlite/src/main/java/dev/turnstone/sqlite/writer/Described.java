package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Two schemas without what one of them could not describe: an object that only seems to come or go is left alone, and
/// named.
final class Described {
    private static final Set<Kind> KINDS = Set.of(
            Kind.TABLE,
            Kind.VIRTUAL_TABLE,
            Kind.COLUMN,
            Kind.DEFAULT,
            Kind.CONSTRAINT,
            Kind.VIEW,
            Kind.INDEX,
            Kind.TRIGGER);

    private final Schema before;
    private final Schema after;
    private final Set<String> unreadBefore;
    private final Set<String> unreadAfter;
    private final List<Refusal> refusals = new ArrayList<>();

    Described(Schema before, Schema after) {
        this.before = before;
        this.after = after;
        this.unreadBefore = unread(before);
        this.unreadAfter = unread(after);
        refuse(before.unmodelled(), after.unmodelled());
        refuse(after.unmodelled(), before.unmodelled());
        for (Fact fact : after.facts()) {
            if (!KINDS.contains(fact.id().kind())) {
                refusals.add(new Refusal(fact.id().words(), "SQLite has no such thing: remove it from the schema"));
            }
        }
    }

    /// What one side has and cannot describe; what both have is reported by whoever compares.
    private void refuse(List<String> objects, List<String> others) {
        for (String object : objects) {
            if (!others.contains(object)) {
                refusals.add(
                        new Refusal(object, "it cannot be read, and is left as it is: write what should happen to it"));
            }
        }
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    Schema before() {
        return without(before, unreadAfter);
    }

    Schema after() {
        return without(after, unreadBefore);
    }

    /// `table users (…)` as `table users`.
    private static Set<String> unread(Schema schema) {
        Set<String> unread = new HashSet<>();
        for (String object : schema.unmodelled()) {
            int reason = object.indexOf(" (");
            unread.add(SqliteWords.fold(reason < 0 ? object : object.substring(0, reason)));
        }
        return unread;
    }

    private static Schema without(Schema schema, Set<String> unread) {
        List<Fact> facts = schema.facts().stream()
                .filter(fact -> KINDS.contains(fact.id().kind()) && !unread(fact.id(), unread))
                .toList();
        return facts.size() == schema.facts().size()
                ? schema
                : new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }

    private static boolean unread(Id id, Set<String> unread) {
        String type = id.kind() == Kind.VIRTUAL_TABLE ? "table" : id.kind().words();
        return unread.contains(type + " " + id.name())
                || id.parent().map(parent -> unread(parent, unread)).orElse(false);
    }

    /// A name of a table as it is stored.
    static String stored(Fact table) {
        return table.detail(SqliteAttribute.NAME).orElse(table.id().name());
    }
}
