package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.sql.Statement;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tables made anew under their own names, the only way to many changes in SQLite: a new one takes the rows and the
/// name of one that is dropped. Read from the text of one unit's statements; nothing here asks the database.
///
/// @param tables by name, in lower case
/// @param renames the statements that must leave every other mention of the name as it is, since it will mean the new
///     table: they are executed as SQLite did before version 3.25
/// @param adopts those of `renames` whose table stood before: other mentions of its name follow it where there are any
/// @param statements the words of the statements
/// @param later those of the same migration's later steps
/// @param accepted the rules whose refusal the author accepts on one of the statements
record SqliteRebuild(
        Map<String, Remade> tables,
        Set<Entry> renames,
        Set<Entry> adopts,
        List<List<SqliteWord>> statements,
        List<List<SqliteWord>> later,
        Set<String> accepted) {
    /// A table made anew.
    ///
    /// @param old the names that the dropped one had
    /// @param made the names that the new one had
    /// @param between tables that held the rows on their way
    /// @param drop the statement that drops the old one
    /// @param filled whether the new one is created and filled by these statements, and not by an earlier step
    /// @param numbered whether the new one is created with `AUTOINCREMENT`
    record Remade(
            Set<String> old, Set<String> made, Set<String> between, Entry drop, boolean filled, boolean numbered) {
        /// What gives the new table the numbers of the old one.
        private List<Entry> carried() {
            String last = List.copyOf(old).get(old.size() - 1);
            String first = made.iterator().next();
            if (first.equals(last)) {
                return List.of();
            }
            String from = SqliteWords.literal(last);
            String into = SqliteWords.literal(first);
            String number =
                    "(SELECT max(seq) FROM main.sqlite_sequence WHERE lower(name) IN (" + from + ", " + into + "))";
            String uncounted = "UPDATE temp.turnstone_clock SET before = before + changes() + 1";
            return Entry.own(List.of(
                    "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, 0 FROM main.sqlite_master WHERE"
                            + " lower(name) = "
                            + into + " AND EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE lower(name) = " + from
                            + ") AND NOT EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE lower(name) = " + into + ")",
                    uncounted,
                    "UPDATE main.sqlite_sequence SET seq = " + number + " WHERE lower(name) = " + into,
                    uncounted));
        }

        /// Every name under which a statement may mean its rows.
        Set<String> names() {
            Set<String> names = new HashSet<>(old);
            names.addAll(made);
            names.addAll(between);
            return names;
        }
    }

    /// The rebuild in these entries, if there is one.
    static Optional<SqliteRebuild> in(List<Entry> entries) {
        if (entries.stream().noneMatch(SqliteRebuild::drops)) {
            return Optional.empty();
        }
        Lives lives = new Lives();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sql sql && sql.source().isPresent()) {
                lives.see(entry, SqliteWord.of(sql.sql()));
            }
        }
        Map<String, Remade> tables = lives.remade();
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new SqliteRebuild(
                        tables, lives.untouching, lives.adopting, lives.statements, List.of(), accepted(entries)));
    }

    private static Set<String> accepted(List<Entry> entries) {
        Set<String> accepted = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sql sql) {
                accepted.addAll(sql.accepted());
            }
        }
        return accepted;
    }

    /// The same, followed by other steps of its migration.
    SqliteRebuild before(List<Statement> statements) {
        List<List<SqliteWord>> words = statements.stream()
                .map(statement -> SqliteWord.of(statement.text()))
                .toList();
        return new SqliteRebuild(tables, renames, adopts, this.statements, words, accepted);
    }

    private static boolean drops(Entry entry) {
        return entry instanceof Entry.Sql sql
                && sql.source()
                        .map(source -> source.head().startsWith("DROP TABLE"))
                        .orElse(false);
    }

    /// `parent, child`.
    String label() {
        return String.join(", ", tables.keySet());
    }

    /// Whether a statement of the author's own says the name.
    boolean mentions(String name) {
        return statements.stream()
                .anyMatch(words -> words.stream().anyMatch(word -> word.text().equals(name)));
    }

    /// Whether a later step creates the thing of this name again, or drops it.
    boolean settledLater(String name) {
        return later.stream()
                .anyMatch(words -> (words.get(0).is("create") || words.get(0).is("drop"))
                        && words.stream().anyMatch(word -> word.text().equals(name)));
    }

    /// What the text says of the rows of a table. Who filled it in an earlier step has said nothing here.
    SqliteIntent intent(String table) {
        Remade remade = tables.get(table);
        if (remade != null && !remade.filled()) {
            return SqliteIntent.UNKNOWN;
        }
        return SqliteIntent.of(statements, remade == null ? Set.of(table) : remade.names());
    }

    /// An entry with what belongs to it in a shell, where nobody looks in between: the mark of `AUTOINCREMENT` is
    /// carried
    /// over before the old table goes, and not counted among the rows that the migration wrote.
    List<Entry> around(Entry entry) {
        if (renames.contains(entry)) {
            return List.of(
                    Entry.Sql.own("PRAGMA legacy_alter_table = ON"),
                    entry,
                    Entry.Sql.own("PRAGMA legacy_alter_table = OFF"));
        }
        List<Entry> around = new ArrayList<>();
        for (Remade table : tables.values()) {
            if (table.drop().equals(entry) && table.numbered() && !mentions("sqlite_sequence")) {
                around.addAll(table.carried());
            }
        }
        around.add(entry);
        return around;
    }

    /// The name in `CREATE TEMP TABLE IF NOT EXISTS schema.name`.
    static Optional<String> created(List<SqliteWord> words) {
        int table = !words.isEmpty() && words.get(0).is("create") ? SqliteWord.find(words, 1, Set.of("table")) : 0;
        if (table != 1 && table != 2) {
            return Optional.empty();
        }
        boolean guarded = words.size() > table + 4 && words.get(table + 1).is("if");
        return SqliteWord.name(words, guarded ? table + 4 : table + 1);
    }

    /// The name in `DROP TABLE IF EXISTS schema.name`.
    static Optional<String> dropped(List<SqliteWord> words) {
        if (words.size() < 3 || !words.get(0).is("drop") || !words.get(1).is("table")) {
            return Optional.empty();
        }
        boolean guarded =
                words.size() > 4 && words.get(2).is("if") && words.get(3).is("exists");
        return SqliteWord.name(words, guarded ? 4 : 2);
    }

    /// The names in `ALTER TABLE schema.old RENAME TO new`.
    static Optional<List<String>> renamed(List<SqliteWord> words) {
        int size = words.size();
        boolean renames = size >= 6
                && words.get(0).is("alter")
                && words.get(1).is("table")
                && words.get(size - 3).is("rename")
                && words.get(size - 2).is("to");
        return renames
                ? Optional.of(
                        List.of(words.get(size - 4).text(), words.get(size - 1).text()))
                : Optional.empty();
    }

    /// One table from its beginning, or that of the unit, to its end.
    private static final class Life {
        private final Set<String> names = new LinkedHashSet<>();
        private final List<Entry> renames = new ArrayList<>();
        private final Optional<List<SqliteWord>> creation;
        private Optional<Entry> drop = Optional.empty();

        Life(String name, Optional<List<SqliteWord>> creation) {
            this.names.add(name);
            this.creation = creation;
        }

        String firstName() {
            return names.iterator().next();
        }
    }

    /// The tables of a unit as its statements follow each other.
    private static final class Lives {
        private final Map<String, Life> now = new LinkedHashMap<>();
        private final List<Life> gone = new ArrayList<>();
        private final List<List<SqliteWord>> statements = new ArrayList<>();
        private final List<SqliteCopy> copies = new ArrayList<>();
        private final Set<Entry> untouching = new LinkedHashSet<>();
        private final Set<Entry> adopting = new LinkedHashSet<>();

        void see(Entry entry, List<SqliteWord> words) {
            statements.add(words);
            SqliteCopy.read(words).ifPresent(copies::add);
            created(words).ifPresent(name -> now.put(name, new Life(name, Optional.of(words))));
            dropped(words).ifPresent(name -> {
                Life life = take(name);
                life.drop = Optional.of(entry);
                gone.add(life);
            });
            renamed(words).ifPresent(names -> {
                Life life = take(names.get(0));
                life.names.add(names.get(1));
                life.renames.add(entry);
                now.put(names.get(1), life);
            });
        }

        private Life take(String name) {
            Life life = now.remove(name);
            return life == null ? new Life(name, Optional.empty()) : life;
        }

        Map<String, Remade> remade() {
            Map<String, Remade> tables = new LinkedHashMap<>();
            for (Life old : gone) {
                Life made = now.get(old.firstName());
                boolean here = made != null && made.creation.isPresent();
                boolean takes = made != null && !made.firstName().equals(old.firstName());
                if (made == null || old.creation.isPresent() || !(here || takes)) {
                    continue;
                }
                Set<String> between = between(old);
                boolean copied = copies.stream()
                        .anyMatch(copy -> made.names.contains(copy.into())
                                && (between.contains(copy.from())
                                        || (old.names.contains(copy.from())
                                                && !copy.from().equals(copy.into()))));
                if (copied || !made.renames.isEmpty()) {
                    boolean numbered =
                            made.creation.orElse(List.of()).stream().anyMatch(word -> word.is("autoincrement"));
                    tables.put(
                            old.firstName(),
                            new Remade(old.names, made.names, between, old.drop.orElseThrow(), here, numbered));
                    untouching.addAll(old.renames);
                    if (!namesItself(made)) {
                        untouching.addAll(made.renames);
                        if (!here) {
                            adopting.addAll(made.renames);
                        }
                    }
                }
            }
            return tables;
        }

        private Set<String> between(Life old) {
            Set<String> between = new LinkedHashSet<>();
            for (SqliteCopy copy : copies) {
                boolean ours = old.names.contains(copy.from()) || between.contains(copy.from());
                if (ours && !old.names.contains(copy.into()) && !now.containsKey(copy.into())) {
                    between.add(copy.into());
                }
            }
            between.removeIf(name -> now.values().stream().anyMatch(life -> life.names.contains(name)));
            return between;
        }

        /// Whether something refers to the new table by the name it has on the way: only a rename of today's kind
        /// carries that along.
        private boolean namesItself(Life made) {
            String name = made.firstName();
            for (List<SqliteWord> words : statements) {
                boolean creates = words.get(0).is("create");
                long mentions =
                        words.stream().filter(word -> word.text().equals(name)).count();
                boolean view = creates && SqliteWord.find(words, 1, Set.of("view")) < 3;
                if (creates && mentions > (view ? 0 : 1)) {
                    return true;
                }
            }
            return false;
        }
    }
}
