package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.ScratchDatabases;
import dev.turnstone.dialect.ScratchDatabases.Lack;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Tries things in throw-away databases of one target. A role or tablespace that is asked for and not there is made,
/// and what was tried is tried again from the beginning.
final class Workbench {
    private final Target target;
    private final Supplier<ScratchDatabases> servers;
    private final Settings settings;
    private final Set<String> roles = new HashSet<>();
    private final Set<String> tablespaces = new HashSet<>();

    /// @param servers starts the server, or gives the one that runs; asked only when something is tried
    Workbench(Target target, Supplier<ScratchDatabases> servers, Settings settings) {
        this.target = target;
        this.servers = servers;
        this.settings = settings;
    }

    /// What is done in a throw-away database.
    @FunctionalInterface
    interface Trial<T> {
        T in(ScratchDatabase scratch, Connection connection) throws SQLException, ScratchFailed;
    }

    Target target() {
        return target;
    }

    /// Which server it is, for people.
    String server() {
        return servers.get().label();
    }

    /// Does `trial` in a new, empty database.
    ///
    /// @param what is tried, for people: `schema.sql`
    /// @throws MigrationException.Misconfigured when a statement fails, with its place
    <T> T attempt(String what, Trial<T> trial) {
        try {
            return daring(trial);
        } catch (ScratchFailed e) {
            throw failed(what, e);
        }
    }

    /// Does `trial` in a new, empty database, for callers that know what to do when a statement fails.
    <T> T daring(Trial<T> trial) throws ScratchFailed {
        ScratchDatabases server = servers.get();
        while (true) {
            try (ScratchDatabase scratch = server.create(Set.copyOf(roles), Set.copyOf(tablespaces));
                    Connection connection = scratch.connect()) {
                return trial.in(scratch, connection);
            } catch (ScratchFailed e) {
                again(server, e.failure(), e);
            } catch (MigrationException.StatementFailed e) {
                Optional<SQLException> cause = sqlCause(e);
                if (cause.isEmpty()) {
                    throw e;
                }
                again(server, cause.get(), e);
            } catch (SQLException e) {
                throw new MigrationException.DatabaseUnavailable(
                        "no scratch database could be used on " + server.label() + ": " + e.getMessage(), e);
            }
        }
    }

    /// Returns when another try has a chance, and throws `failure` otherwise.
    private <E extends Exception> void again(ScratchDatabases server, SQLException cause, E failure) throws E {
        Optional<Lack> lack = server.lacks(cause);
        if (lack.isPresent()) {
            switch (lack.get()) {
                case Lack.Role role -> {
                    if (roles.add(role.name())) {
                        return;
                    }
                }
                case Lack.Tablespace tablespace -> {
                    if (tablespaces.add(tablespace.name())) {
                        return;
                    }
                }
                case Lack.Extension extension ->
                    throw new MigrationException.Misconfigured("the extension \"" + extension.name()
                            + "\" is not installed on the scratch server (" + server.label()
                            + "). Name a server that has it, of the same major version, with --scratch URL.");
            }
        }
        throw failure;
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static MigrationException failed(String what, ScratchFailed e) {
        return new MigrationException.Misconfigured(
                what + " cannot be built on a scratch database. Nothing was changed.",
                List.of(new Diagnostic(
                        Severity.ERROR,
                        "scratch-failed",
                        e.words() + ", in: " + e.excerpt(),
                        e.place(),
                        Optional.empty())));
    }

    /// The schema of a throw-away database, without what is ignored.
    Schema inspect(Connection connection) throws SQLException {
        return inspected(connection).schema();
    }

    /// The schema of a throw-away database, and what was left out of it.
    Ignored.Rest inspected(Connection connection) throws SQLException {
        return target.dialect().inspector().inspect(connection, settings.schema(), settings.ignored());
    }

    /// What `known` becomes by what was done on a scratch database: what scratch shows, and what was known of all that
    /// was not touched there or could not be made there.
    ///
    /// @param start what scratch showed before
    /// @param shown what it shows after
    static Schema carriedOver(Schema known, Schema start, Schema shown) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : shown.facts()) {
            boolean untouched = start.find(fact.id()).map(fact::equals).orElse(false);
            (untouched ? known.find(fact.id()) : Optional.of(fact)).ifPresent(facts::add);
        }
        for (Fact fact : known.facts()) {
            if (!start.has(fact.id()) && !shown.has(fact.id())) {
                facts.add(fact);
            }
        }
        return new Schema(known.dialect(), known.version(), facts, known.unmodelled());
    }

    /// The role that things belong to which nobody gave to another; empty where there are no roles.
    static String owner(Connection connection) throws SQLException {
        String user = connection.getMetaData().getUserName();
        return user == null ? "" : user;
    }
}
