package dev.turnstone.dialect;

import dev.turnstone.sql.Statement;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One thing that is executed.
public sealed interface Entry {
    /// A statement as it is sent.
    ///
    /// @param source the statement of a file it comes from; none for the engine's own
    /// @param accepted the rules whose refusal is accepted on it: `data-loss`, `index-loss`
    record Sql(String sql, Optional<Statement> source, Set<String> accepted) implements Entry {
        public Sql {
            accepted = Set.copyOf(accepted);
        }

        /// A statement on which no refusal is accepted.
        public Sql(String sql, Optional<Statement> source) {
            this(sql, source, Set.of());
        }

        /// A statement of the engine's own.
        public static Sql own(String sql) {
            return new Sql(sql, Optional.empty());
        }
    }

    /// A query of a file that must return true or a single zero.
    record Assertion(Statement source) implements Entry {}

    /// Java code.
    ///
    /// @param name its class, for messages
    /// @param repeatable whether it does nothing outside the connection, so that it may be tried and rolled back
    record Call(String name, boolean repeatable, Code code) implements Entry {
        /// Code that may do something outside the connection.
        public Call(String name, Code code) {
            this(name, false, code);
        }

        /// Why it is not tried before it is run, for people.
        public String untried() {
            return name + " is Java code and does not say that it may be run again (`repeatable()`)";
        }
    }

    /// What a Java migration does.
    @FunctionalInterface
    interface Code {
        /// Runs inside the step's transaction.
        ///
        /// @throws Exception to fail the step
        void run(Connection connection) throws Exception;
    }

    /// The entries of the engine's own statements.
    static List<Entry> own(List<String> statements) {
        return statements.stream().map(sql -> (Entry) Sql.own(sql)).toList();
    }
}
