package dev.turnstone.sqlite;

import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.sqlite.SqliteColumns.Column;
import dev.turnstone.sqlite.SqliteDigest.Values;
import dev.turnstone.sqlite.SqliteRebuild.Remade;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at a database before and after a rebuild, in its transaction, and refuses one that lost something: rows or
/// values of the tables made anew and of those that refer to them, indexes, triggers, views, foreign keys.
final class SqliteRebuildCheck {
    private final SqliteSession session;
    private final SqliteRebuild rebuild;
    private final Map<String, Rows> rows = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final Map<String, List<String>> usingRowid = new HashMap<>();
    private final Set<String> present = new LinkedHashSet<>();
    private final Set<String> referring = new LinkedHashSet<>();
    private final SqliteObjects objects;
    private final SqliteReferences references;
    private final SqliteKeys keys;

    /// The rows of a table before.
    private record Rows(SqliteColumns columns, SqliteDigest digest) {}

    private SqliteRebuildCheck(SqliteSession session, SqliteRebuild rebuild) throws SQLException {
        this.session = session;
        this.rebuild = rebuild;
        Set<String> tables = tables();
        for (String table : rebuild.tables().keySet()) {
            if (tables.contains(table)) {
                present.add(table);
                referring.addAll(SqliteReferences.referringTo(session, table));
                usingRowid.put(table, SqliteObjects.usingRowid(session, table));
                number(table).ifPresent(number -> numbers.put(table, number));
            }
        }
        referring.removeAll(rebuild.tables().keySet());
        for (String table : both()) {
            read(table);
        }
        objects = SqliteObjects.read(session);
        references = SqliteReferences.read(session, rebuild.tables().keySet(), referring);
        keys = SqliteKeys.read(session, present);
    }

    /// Looks at what stands before the first statement.
    static SqliteRebuildCheck before(SqliteSession session, SqliteRebuild rebuild) throws SQLException {
        return new SqliteRebuildCheck(session, rebuild);
    }

    private Set<String> tables() throws SQLException {
        return new HashSet<>(
                session.column("SELECT lower(name) FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0"));
    }

    private List<String> both() {
        List<String> both = new ArrayList<>(present);
        both.addAll(referring);
        return both;
    }

    private void read(String table) throws SQLException {
        if (!rebuild.intent(table).chooses()) {
            boolean rowid = !usingRowid.getOrDefault(table, List.of()).isEmpty();
            SqliteColumns columns = SqliteColumns.read(session, table, rowid);
            rows.put(table, new Rows(columns, SqliteDigest.of(session, table, columns, columns.key())));
        }
    }

    /// Refuses when something is gone that nobody said should go; the mark of `AUTOINCREMENT` is put back.
    void after() throws SQLException, EntryFailed {
        Set<String> left = tables();
        Map<String, Set<String>> gone = new HashMap<>();
        for (String table : both()) {
            if (left.contains(table)) {
                gone.put(table, compare(table));
            }
        }
        Optional<String> reference = SqliteReferences.read(
                        session, rebuild.tables().keySet(), referring)
                .brokenSince(references);
        if (reference.isPresent()) {
            throw unsafe("break a foreign key: " + reference.get());
        }
        objects(gone);
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            restore(number.getKey(), number.getValue());
        }
        for (String table : rebuild.tables().keySet()) {
            integrity(table);
        }
    }

    private void objects(Map<String, Set<String>> gone) throws SQLException, EntryFailed {
        SqliteObjects now = SqliteObjects.read(session);
        SqliteKeys keysNow = SqliteKeys.read(session, present);
        for (SqliteObjects.Thing lost : objects.lost(rebuild, now, gone)) {
            String rule = lost.type() + "-loss";
            if (!keysNow.serve(keys, SqliteWord.lower(lost.name()))
                    && !rebuild.accepted().contains(rule)) {
                throw unsafe("lose the " + lost.type() + " " + lost.name() + " of " + lost.table()
                        + ": create it again, drop it by name, or accept it above the DROP TABLE: -- turnstone:allow "
                        + rule + ": REASON");
            }
        }
        Optional<String> broken = now.brokenSince(objects, rebuild);
        if (broken.isPresent()) {
            throw unsafe("break " + broken.get());
        }
    }

    /// @return the columns that are not there any more
    private Set<String> compare(String table) throws SQLException, EntryFailed {
        Rows before = rows.get(table);
        SqliteColumns now = SqliteColumns.read(
                session, table, !usingRowid.getOrDefault(table, List.of()).isEmpty());
        if (before == null) {
            return Set.of();
        }
        SqliteIntent intent = rebuild.intent(table);
        Map<String, String> origins = origins(table, before.columns(), now);
        intent.written().forEach(origins::remove);
        origins.values().removeAll(intent.written());
        List<String> key = key(before.columns(), origins);
        SqliteDigest after = SqliteDigest.of(session, table, now, key);
        count(table, before.digest(), after, intent);
        rowids(table, before, after);
        if (!intent.adds()) {
            for (Map.Entry<String, String> origin : origins.entrySet()) {
                boolean keyed = !key.isEmpty();
                column(table, before, origin.getValue(), now, after, origin.getKey(), keyed);
            }
        }
        Set<String> gone = new HashSet<>(before.columns().columns().keySet());
        gone.removeAll(now.columns().keySet());
        return gone;
    }

    private Map<String, String> origins(String table, SqliteColumns before, SqliteColumns now) {
        Remade remade = rebuild.tables().get(table);
        Set<String> names = before.columns().keySet();
        Set<String> namesNow = now.columns().keySet();
        return remade == null
                ? SqliteOrigins.ofSameNames(names, namesNow)
                : SqliteOrigins.of(rebuild.statements(), remade, names, namesNow);
    }

    /// The columns that hold now what the former key held; none when it is not there any more.
    private static List<String> key(SqliteColumns before, Map<String, String> origins) {
        List<String> key = new ArrayList<>();
        for (String former : before.key()) {
            origins.entrySet().stream()
                    .filter(origin -> origin.getValue().equals(former))
                    .findFirst()
                    .ifPresent(origin -> key.add(origin.getKey()));
        }
        return key.size() == before.key().size() ? key : List.of();
    }

    private void count(String table, SqliteDigest before, SqliteDigest after, SqliteIntent intent) throws EntryFailed {
        long lost = before.rows() - after.rows();
        if (lost > 0 && !rebuild.accepted().contains("data-loss")) {
            String verb = rebuild.tables().containsKey(table) ? "lose " : "delete ";
            throw unsafe(verb + lost + (lost == 1 ? " row of " : " rows of ") + table);
        }
        if (lost < 0 && !intent.adds()) {
            throw unsafe("add " + -lost + (lost == -1 ? " row to " : " rows to ") + table
                    + " that no statement of it mentions");
        }
    }

    private void column(
            String table,
            Rows before,
            String formerName,
            SqliteColumns now,
            SqliteDigest digest,
            String name,
            boolean keyed)
            throws EntryFailed {
        Column former = column(before.columns(), formerName);
        Column present = column(now, name);
        Values was = values(before.digest(), formerName);
        Values is = values(digest, name);
        boolean converted = former.affinity() != present.affinity();
        boolean same = converted ? was.sameWriting(is) : keyed ? was.sameInEachRow(is) : was.sameValues(is);
        if (same || rebuild.accepted().contains("data-loss")) {
            return;
        }
        int rows = was.differing(is);
        boolean counted = keyed && !converted && rows > 0;
        throw unsafe("change values of " + table + "." + present.name()
                + (counted ? " in at least " + rows + (rows == 1 ? " row" : " rows") : "")
                + ". If that is meant, say so with an expression for it in the SELECT, or in an UPDATE");
    }

    private static Column column(SqliteColumns columns, String name) {
        return Optional.ofNullable(columns.columns().get(name)).orElseThrow();
    }

    private static Values values(SqliteDigest digest, String name) {
        return Optional.ofNullable(digest.columns().get(name)).orElseThrow();
    }

    /// Where the rowid matters and the rows have others now, or none.
    private void rowids(String table, Rows before, SqliteDigest after) throws EntryFailed {
        Values was = before.digest().columns().get(SqliteColumns.ROWID);
        if (was == null || usingRowid.getOrDefault(table, List.of()).isEmpty()) {
            return;
        }
        Values is = after.columns().get(SqliteColumns.ROWID);
        if (is == null || (after.rows() == before.digest().rows() && !was.sameValues(is))) {
            throw unsafe("give the rows of " + table + " other rowids, by which "
                    + String.join(", ", usingRowid.getOrDefault(table, List.of())) + " knows them: copy rowid too");
        }
    }

    /// The highest number that `AUTOINCREMENT` has given out.
    private Optional<Long> number(String table) throws SQLException {
        return numbered()
                ? session.value("SELECT seq FROM main.sqlite_sequence WHERE lower(name) = "
                                + SqliteWords.literal(table))
                        .map(Long::valueOf)
                : Optional.empty();
    }

    private boolean numbered() throws SQLException {
        return session.value("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'")
                .isPresent();
    }

    /// A number that was given out once must not be given out again.
    private void restore(String table, long number) throws SQLException {
        Optional<String> name = session.value(
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql LIKE '%autoincrement%' AND"
                        + " lower(name) = " + SqliteWords.literal(table));
        if (name.isEmpty() || rebuild.mentions("sqlite_sequence")) {
            return;
        }
        Optional<Long> now = number(table);
        if (now.isEmpty()) {
            session.execute("INSERT INTO main.sqlite_sequence (name, seq) VALUES (" + SqliteWords.literal(name.get())
                    + ", " + number + ")");
        } else if (now.get() < number) {
            session.execute("UPDATE main.sqlite_sequence SET seq = " + number + " WHERE lower(name) = "
                    + SqliteWords.literal(table));
        }
    }

    private void integrity(String table) throws SQLException, EntryFailed {
        List<String> found = session.column("PRAGMA main.integrity_check(" + SqliteWords.quote(table) + ")");
        if (!found.equals(List.of("ok"))) {
            throw unsafe("leave a damaged table: " + found.get(0));
        }
    }

    private EntryFailed unsafe(String consequence) {
        return SqliteFailure.unsafe(Optional.empty(), "rebuild of " + rebuild.label() + " would " + consequence);
    }
}
