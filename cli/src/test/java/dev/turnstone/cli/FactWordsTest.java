package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// No name of an attribute where SQL has a form for it.
class FactWordsTest {
    private static final Id TABLE = Id.of(Kind.TABLE, "orders");

    @Test
    void saysConstraintsAndIndexesWithoutAText() {
        assertThat(words(Kind.CONSTRAINT, Map.of(Attribute.TYPE, "check", Attribute.EXPRESSION, "total > 0")))
                .isEqualTo("(total > 0)");
        assertThat(words(
                        Kind.CONSTRAINT,
                        Map.of(Attribute.TYPE, "primary key", Attribute.COLUMNS, "\"id\"", "rowid", "true")))
                .isEqualTo("(id)");
        assertThat(words(
                        Kind.CONSTRAINT,
                        Map.of(Attribute.TYPE, "unique", "keys", "lower(note)", "on-conflict", "replace")))
                .isEqualTo("(lower(note)) on conflict replace");
        assertThat(words(Kind.INDEX, Map.of("keys", "lower(note)", Attribute.UNIQUE, "true", "where", "note <> ''")))
                .isEqualTo("unique (lower(note)) where note <> ''");
    }

    @Test
    void saysWhatAForeignKeyDoesInEveryDialect() {
        Map<String, String> key = Map.of(
                Attribute.TYPE, "foreign key",
                Attribute.COLUMNS, "\"user_id\"",
                Attribute.REFERENCES, "table:users",
                Attribute.REFERENCED_COLUMNS, "\"id\"");
        assertThat(words(Kind.CONSTRAINT, with(key, "on-delete", "cascade")))
                .isEqualTo("(user_id) → users (id) on delete cascade");
        String text = "FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL NOT VALID";
        assertThat(words(Kind.CONSTRAINT, with(key, Attribute.DEFINITION, text)))
                .isEqualTo("(user_id) → users (id) on delete set null not valid");
        assertThat(words(
                        Kind.CONSTRAINT, with(key, Attribute.DEFINITION, "FOREIGN KEY (user_id) REFERENCES users(id)")))
                .isEqualTo("(user_id) → users (id)");
    }

    @Test
    void saysNothingTwice() {
        assertThat(FactWords.beyond("foreign key (user_id)", "(user_id) → users (id)"))
                .isEqualTo("→ users (id)");
        assertThat(FactWords.beyond("check (a > 0)", "(a > 0)")).isEmpty();
        assertThat(FactWords.beyond("unique one_word", "(word)")).isEqualTo("(word)");
    }

    private static Map<String, String> with(Map<String, String> definition, String attribute, String value) {
        Map<String, String> all = new HashMap<>(definition);
        all.put(attribute, value);
        return all;
    }

    private static String words(Kind kind, Map<String, String> definition) {
        return FactWords.of(Fact.of(TABLE.child(kind, "x"), definition));
    }
}
