package dev.turnstone.dialect;

import java.nio.file.Path;

/// Databases that start on demand and need nothing installed, as `embedded:postgresql`.
///
/// Found with [java.util.ServiceLoader]; a front-end asks each provider whether it handles a URL, starts
/// the database
/// before it connects, and closes it when the command ends.
public interface EmbeddedDatabases {

    /// Whether this provider starts what the URL names. Looks at the text alone; an `embedded:` URL with a
    /// mistake
    /// further on is handled here and refused by [#start].
    boolean handles(String url);

    /// Starts the database, or joins it when it runs already, and creates the named database when it is absent.
    ///
    /// @param url as the user wrote it
    /// @param projectDirectory the data is kept in `.turnstone/` below it
    /// @throws EmbeddedDatabaseException when the URL is wrong or the database does not start; the message says
    /// what to do
    Running start(String url, Path projectDirectory);

    /// A database that can be connected to until it is closed.
    interface Running extends AutoCloseable {

        /// The JDBC URL, user included; it needs no password.
        String url();

        /// How a person is told which database this is: product and version, and where its data is.
        String label();

        /// Stops the database unless another process still uses it. The data stays. Closing twice does nothing.
        @Override
        void close();
    }
}
