package dev.turnstone.sqlite.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.sql.Token;
import dev.turnstone.sqlite.SchemaRig;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TableTextProperties {
    private static final List<String> TABLES = List.of("""
            CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name varchar(10) NOT NULL ON CONFLICT FAIL DEFAULT 'An''n',
            mail TEXT COLLATE NOCASE CONSTRAINT one UNIQUE, n INTEGER GENERATED ALWAYS AS (length(mail) + -1) STORED,
            boss INTEGER REFERENCES users (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT c CHECK (name <> 'X' AND (n > 0 OR n IS NULL)), UNIQUE (name COLLATE RTRIM DESC, mail))""", """
            CREATE TABLE pairs (a INTEGER, b INTEGER DEFAULT (1 + 2), c REAL DEFAULT -1.5, PRIMARY KEY (a, b DESC),
            FOREIGN KEY (a, b) REFERENCES pairs (b, a) ON UPDATE CASCADE, CHECK (a BETWEEN 1 AND b)) WITHOUT ROWID, STRICT""");
    private static final Set<String> NAMES =
            Set.of("users", "id", "name", "mail", "n", "boss", "pairs", "a", "b", "c", "one");
    private static final List<String> SPACES = List.of(" ", "\n", "\t ", " /* , ) */ ", " -- it's \"here\"\n");

    @Property(seed = "20261130", tries = 300)
    void spacesCommentsCaseAndQuotesAreNoDifference(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        String plain = TABLES.get(random.nextInt(TABLES.size()));
        String other = respelled(plain, random);
        assertThat(SchemaRig.schema(other + ";")).as(other).isEqualTo(SchemaRig.schema(plain + ";"));
    }

    /// The same tokens, written differently where that means nothing.
    private static String respelled(String sql, Random random) {
        StringBuilder other = new StringBuilder();
        for (Token token : new SqliteLexer(sql).rest()) {
            String written = token.in(sql);
            if (token.kind() == Token.Kind.WORD) {
                written = word(written, random);
            }
            other.append(written).append(SPACES.get(random.nextInt(SPACES.size())));
        }
        return other.toString();
    }

    private static String word(String written, Random random) {
        String cased = random.nextBoolean() ? written.toUpperCase(Locale.ROOT) : written.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(written)) {
            return cased;
        }
        return switch (random.nextInt(4)) {
            case 0 -> "\"" + cased + "\"";
            case 1 -> "`" + cased + "`";
            case 2 -> "[" + cased + "]";
            default -> cased;
        };
    }

    @Property(seed = "20261130", tries = 300)
    void whatIsCutOffIsUnreadableOrAnotherTableAndNeverADefect(@ForAll long seed) {
        Random random = new Random(seed);
        String plain = TABLES.get(random.nextInt(TABLES.size()));
        String cut = plain.substring(0, random.nextInt(plain.lastIndexOf(')')));
        assertThatThrownBy(() -> TableText.read(cut)).isInstanceOf(UnreadableText.class);
    }

    @Example
    void aTableUnderAnotherNameKeepsEverythingElse() throws Exception {
        String sql = "CREATE TABLE \"t x\" ( a /* t x */ INTEGER, CHECK (\"t x\".a > 0), b TEXT DEFAULT 't x.' )";
        assertThat(TableText.renamed(sql, "new_t"))
                .isEqualTo("CREATE TABLE new_t ( a /* t x */ INTEGER, CHECK (a > 0), b TEXT DEFAULT 't x.' )");
    }

    @Example
    void defaultsAreReadAsWhatTheyAre() throws Exception {
        TableText table =
                TableText.read("CREATE TABLE t (a DEFAULT -5, b DEFAULT + 5, c DEFAULT ((5)), d DEFAULT \"Foo\","
                        + " e DEFAULT Bar, f DEFAULT TRUE, g DEFAULT current_Timestamp, h DEFAULT NULL, i DEFAULT X'aB',"
                        + " j DEFAULT (lower('A')))");
        assertThat(table.columns())
                .extracting(column -> column.value().orElse("none"))
                .containsExactly(
                        "-5", "+5", "5", "'Foo'", "'Bar'", "true", "current_timestamp", "none", "x'ab'", "lower('A')");
    }
}
