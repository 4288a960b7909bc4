package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `inspect --format json` wrote is read back, exactly, and nothing else is taken for it.
class SavedSchemaTest {
    @Property(seed = "20261130", tries = 300)
    void readsBackWhatWasWritten(@ForAll("schemas") Schema schema, @ForAll boolean lines) {
        Schema read = read(written(schema, lines));

        assertThat(read).isEqualTo(schema);
        assertThat(List.copyOf(read.facts())).isEqualTo(List.copyOf(schema.facts()));
        assertThat(read.version()).isEqualTo(schema.version());
        assertThat(read.fingerprint()).isEqualTo(schema.fingerprint());
        assertThat(written(read, lines)).isEqualTo(written(schema, lines));
    }

    @Provide
    Arbitrary<Schema> schemas() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of("users", "a\"b", "x/y:z%2F", "\n\t\\", "Größe", "\uD83D\uDC26", "\u0001", "SELECT 'a';"),
                Arbitraries.strings()
                        .excludeChars('\uD800', '\uFFFF')
                        .ofMaxLength(12)
                        .map(SavedSchemaTest::paired));
        Arbitrary<Map<String, String>> attributes =
                Arbitraries.maps(texts, texts).ofMaxSize(4);
        Arbitrary<Id> ids = Combinators.combine(
                        Arbitraries.of(Kind.values()), texts, Arbitraries.of(Kind.values()), texts)
                .as((outer, name, inner, own) -> Id.of(outer, name).child(inner, own));
        Arbitrary<Fact> facts = Combinators.combine(
                        ids, attributes, attributes, ids.set().ofMaxSize(3))
                .as(Fact::new);
        return Combinators.combine(
                        facts.list().ofMaxSize(8), texts, texts.list().ofMaxSize(3))
                .as((all, version, unmodelled) -> {
                    Map<Id, Fact> once = new LinkedHashMap<>();
                    all.forEach(fact -> once.put(fact.id(), fact));
                    return new Schema("postgresql", version, once.values(), unmodelled);
                });
    }

    /// Halves of characters are in no database's text.
    private static String paired(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Example
    void writesOneLineOrOneForEachFact() {
        Schema shop = ShopSchema.shop().schema();

        assertThat(written(shop, false).lines()).hasSize(1);
        assertThat(written(shop, true).lines()).hasSize(shop.facts().size() + 2);
    }

    @Test
    void leavesAloneWhatALaterVersionAdds() {
        String added = written(ShopSchema.shop().schema(), false)
                .replace("\"format\":1", "\"format\":1,\"more\":{\"a\":[1,{\"b\":null}]}")
                .replace("\"id\":", "\"why\":[true],\"id\":");

        assertThat(read(added)).isEqualTo(ShopSchema.shop().schema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | saved.json:1:1: a saved schema is a JSON object",
                "[] | saved.json:1:1: a saved schema is a JSON object",
                "{} | saved.json: \"format\" is missing: this is no schema that turnstone inspect --format json wrote",
                "{\"format\":1,\"dialect\":\"sqlite\",\"version\":\"3\"} | saved.json: \"facts\" is missing: this is no"
                        + " schema that turnstone inspect --format json wrote",
                "{\"format\":2,\"facts\":{}} | saved.json:1:11: written in format 2, and this turnstone reads format 1."
                        + " Read it with a newer turnstone, or run inspect --format json again",
                "{\"format\":99999999999999999999} | saved.json:1:11: written in format 99999999999999999999, and this"
                        + " turnstone reads format 1. Read it with a newer turnstone, or run inspect --format json again",
                "{\"format\":\"1\"} | saved.json:1:11: format is a whole number",
                "{\"facts\":[{\"definition\":{}}]} | saved.json:1:27: this fact has no id",
                "{\"facts\":[{\"id\":\"users\"}]} | saved.json:1:17: \"users\" is not an identity such as table:users",
                "{\"facts\":[{\"id\":\"tabel:users\"}]} | saved.json:1:17: no kind of object is called \"tabel\"",
                "{\"facts\":[{\"id\":\"table:a\",\"definition\":{\"type\":7}}]} | saved.json:1:48: type must be a text",
                "{\"facts\":[{\"id\":\"table:a\",\"needs\":\"table:b\"}]} | saved.json:1:35: needs is an array of"
                        + " texts",
                "{\"facts\":[7]} | saved.json:1:11: each of the facts is an object",
            })
    void saysWhereItIsNoSavedSchema(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Misconfigured.class).hasMessage(message);
    }

    @Test
    void noticesATextThatEndsEarlyAtEveryPlace() {
        String whole = written(ShopSchema.shop().schema(), false).strip();
        List<Integer> accepted = new ArrayList<>();
        for (int end = 0; end < whole.length(); end++) {
            try {
                read(whole.substring(0, end));
                accepted.add(end);
            } catch (Misconfigured refused) {
                assertThat(refused.getMessage()).startsWith("saved.json:1:");
            }
        }

        assertThat(accepted).isEmpty();
    }

    @Test
    void noticesWhatFollowsAndWhatStandsTwice() {
        String whole = written(ShopSchema.shop().schema(), false);

        assertThatThrownBy(() -> read(whole + "{}")).hasMessageContaining("nothing may follow the object");
        assertThatThrownBy(
                        () -> read(whole.replace("\"id\":\"schema:public\"", "\"id\":\"schema:public/table:users\"")))
                .hasMessageContaining("two facts are called schema:public/table:users");
        assertThatThrownBy(() -> read(whole.replace("\"format\":1", "\"format\":1,\"format\":1")))
                .hasMessageContaining("format");
    }

    @Test
    void namesAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path latin = folder.resolve("latin.json");
        Files.write(latin, "{\"dialect\":\"größe\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SavedSchema.read(latin, "latin.json"))
                .hasMessage("latin.json: not UTF-8: it is no saved schema");
        assertThatThrownBy(() -> SavedSchema.read(folder.resolve("none.json"), "none.json"))
                .hasMessage("none.json: cannot be read: there is no such file");
    }

    private static String written(Schema schema, boolean lines) {
        StringWriter text = new StringWriter();
        SchemaJson.write(schema, text, lines);
        return text.toString();
    }

    private static Schema read(String text) {
        return SavedSchema.read(new StringReader(text), "saved.json");
    }
}
