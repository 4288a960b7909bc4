package dev.turnstone.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/// Where throw-away databases are made to try things in. Thread-safe.
public interface ScratchDatabases extends AutoCloseable {
    /// A new, empty database.
    ///
    /// @param roles that must exist in it; those that do not are made without rights, and removed with this object
    ScratchDatabase create(Set<String> roles) throws SQLException;

    /// A new, empty database.
    ///
    /// @param tablespaces that must exist, as the roles must
    default ScratchDatabase create(Set<String> roles, Set<String> tablespaces) throws SQLException {
        return create(roles);
    }

    /// Which server this is, for people, without secrets.
    String label();

    /// What a statement failed for want of, when it is something that a server may have or not.
    default Optional<Lack> lacks(SQLException failure) {
        return Optional.empty();
    }

    /// What a scratch server does not have.
    sealed interface Lack {
        /// A role, which can be made.
        record Role(String name) implements Lack {}

        /// A tablespace, which can be made where the server's files may be used for it.
        record Tablespace(String name) implements Lack {}

        /// An extension, which only somebody else can install.
        record Extension(String name) implements Lack {}
    }

    /// Removes what is left of them.
    @Override
    void close();

    /// One throw-away database.
    interface ScratchDatabase extends AutoCloseable {
        /// A connection in autocommit, which the caller closes.
        Connection connect() throws SQLException;

        /// How a migrator reaches it; holds no password that the user's own URL did not.
        String url();

        /// Drops it, with the sessions still connected to it.
        @Override
        void close();
    }
}
