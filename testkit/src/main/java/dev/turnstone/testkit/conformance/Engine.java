package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.ServiceLoader;

/// A real database server, or a folder of database files, on which pairs are tried. Thread-safe.
public interface Engine extends AutoCloseable {
    /// `postgresql:18`, `sqlite`.
    String name();

    /// The dialect under test.
    Dialect dialect();

    /// A new, empty database.
    Ground ground();

    /// What the inspector sees, Turnstone's own tables aside.
    default Schema inspect(Ground ground) throws SQLException {
        return ground.inspect();
    }

    /// Makes sure that roles exist.
    void roles(Collection<String> names);

    /// Whether versions that a pair was tried on say that it can be tried here.
    boolean suits(Collection<String> verified);

    /// The URL of a server on which the library may make scratch databases; absent when it needs none.
    Optional<String> scratchUrl();

    /// What an independent program says of a database's schema; absent when there is none that can read this server.
    Optional<Dump> dump(Ground ground);

    /// Which comparison is left out, and why; empty when none is.
    default Optional<String> notCompared() {
        return Optional.empty();
    }

    @Override
    void close();

    /// The engine of that name.
    ///
    /// @throws IllegalArgumentException when there is none; the message says which there are
    static Engine named(String name) {
        if (name.equals("sqlite")) {
            return new SqliteEngine();
        }
        if (name.matches("postgres(ql)?:1[4-8]")) {
            return new PostgresEngine(Integer.parseInt(name.substring(name.indexOf(':') + 1)));
        }
        throw new IllegalArgumentException(
                "there is no engine \"" + name + "\": say postgresql:14 to postgresql:18, or sqlite");
    }

    /// The dialect of that name on the class path.
    static Dialect dialect(String name) {
        return ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no dialect " + name + " on the class path"));
    }
}
