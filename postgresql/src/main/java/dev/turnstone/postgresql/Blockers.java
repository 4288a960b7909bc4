package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who holds locks on what some statements name: asked after a lock timeout, when our own transaction is gone.
final class Blockers {
    private static final int MOST_NAMES = 200;
    private static final int LONGEST_QUERY = 60;
    private final Connection connection;
    private final Splitter splitter = new PostgresSplitter();

    Blockers(Connection connection) {
        this.connection = connection;
    }

    /// The one that has been at it longest, for people; empty when nobody holds anything any more.
    String of(List<Entry> entries) {
        Set<String> names = names(entries);
        String sql =
                "SELECT l.relation::pg_catalog.regclass::text AS relation, l.mode, a.pid, a.application_name, a.state,"
                        + " a.query, extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint AS seconds"
                        + " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
                        + " WHERE l.granted AND l.relation IN (SELECT pg_catalog.to_regclass(name)::oid"
                        + " FROM pg_catalog.unnest(?::text[]) AS t(name)) AND l.pid <> pg_catalog.pg_backend_pid()"
                        + " ORDER BY a.xact_start LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf("text", names.toArray());
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? describe(row) : "";
            }
        } catch (SQLException e) {
            return "";
        }
    }

    private String describe(ResultSet row) throws SQLException {
        @Nullable String application = row.getString("application_name");
        @Nullable String query = row.getString("query");
        String masked = query == null ? "" : splitter.maskLiterals(query.strip().replaceAll("\\s+", " "));
        String shown = masked.length() > LONGEST_QUERY ? masked.substring(0, LONGEST_QUERY) + "…" : masked;
        return row.getString("relation") + " (" + row.getString("mode").replace("Lock", "") + ") held by pid "
                + row.getInt("pid")
                + (application == null || application.isEmpty() ? "" : ", app \"" + application + "\"")
                + ", " + shown + ", " + row.getString("state") + ", for " + row.getLong("seconds") + " s";
    }

    private static Set<String> names(List<Entry> entries) {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            source(entry).ifPresent(statement -> collect(statement, names));
        }
        return names;
    }

    private static Optional<Statement> source(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.source();
            case Entry.Assertion assertion -> Optional.of(assertion.source());
            case Entry.Call ignored -> Optional.empty();
        };
    }

    private static void collect(Statement statement, Set<String> names) {
        String text = statement.text();
        StringBuilder name = new StringBuilder();
        for (Token token : PostgresLexer.tokens(statement)) {
            boolean part = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
            boolean dot = token.is(text, '.');
            if (part && (name.isEmpty() || name.charAt(name.length() - 1) == '.')) {
                name.append(token.in(text));
            } else if (dot && !name.isEmpty()) {
                name.append('.');
            } else {
                finish(name, names);
                name.append(part ? token.in(text) : "");
            }
            if (names.size() >= MOST_NAMES) {
                return;
            }
        }
        finish(name, names);
    }

    private static void finish(StringBuilder name, Set<String> names) {
        if (!name.isEmpty() && name.charAt(name.length() - 1) != '.') {
            names.add(name.toString());
        }
        name.setLength(0);
    }
}
