package dev.turnstone.dialect;

import dev.turnstone.plan.Step;
import dev.turnstone.schema.Id;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One database, connected. Used by one thread, but for `interrupt`.
public interface Database extends AutoCloseable {
    /// What it said when it was connected.
    Facts facts();

    /// The connection that does the work, in autocommit when nothing runs.
    Connection connection();

    /// Takes the runner's lock, waiting for it at most `wait`.
    ///
    /// @param waiting hears about the holder while there is one
    RunnerLock lock(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable;

    /// Returns when no transaction or statement of an earlier, dead runner is still at work. Needs the lock.
    void awaitEarlierWork(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable;

    /// Executes `body` in one transaction: all of it holds afterwards, or nothing.
    ///
    /// @throws EntryFailed when something in it failed; it is rolled back then, unless the kind says that nobody knows
    void transact(List<Entry> body, TransactionSettings settings) throws EntryFailed;

    /// Commits what is still shared and waits until all that was committed is on the disk.
    void flush() throws EntryFailed;

    /// Who stands in the way of these entries, for people; empty when nobody does any more.
    String blockers(List<Entry> entries);

    /// Why a statement cannot stand alone safely on this connection, for people; empty when it can. Asked
    /// before anything runs.
    Optional<String> refusal(Step.Alone step);

    /// What exists before a statement that stands alone is sent: kept with its `intent`.
    ///
    /// @throws EntryFailed when something stands in its way that it must not adopt
    String note(Step.Alone step) throws EntryFailed;

    /// Executes a statement that stands alone.
    ///
    /// @param marker a text without `*/` that marks the statement as ours on the server
    /// @param wait how long older transactions that would hold it up may be waited for before it is sent
    /// @param watch hears whom it waits for and how far it has come
    void alone(Step.Alone step, String marker, Duration wait, Watch watch) throws EntryFailed, LockUnavailable;

    /// Asks the catalog whether a statement that was about to be sent has happened, and clears away what is left of it
    /// when it has not.
    ///
    /// @param note what `note` said before
    /// @param marker the marker it was sent with
    Recovery recover(Step.Alone step, String note, String marker, Duration wait, Consumer<Waiting> waiting)
            throws EntryFailed, LockUnavailable;

    /// Tries each unit after the one before it in a transaction that is rolled back, and tells what rows would
    /// disappear.
    Trial trial(List<List<Entry>> units, TransactionSettings settings) throws EntryFailed;

    /// Whether a thing that a statement would create or drop is there now.
    boolean exists(Creation thing) throws SQLException;

    /// Which of these views, functions, procedures and triggers are not there: in the schema that a name says, or in
    /// any. One round trip.
    List<Creation> missing(List<Creation> things) throws SQLException;

    /// The tables and views that users made, in order. Not among them: what belongs to an extension, partitions, the
    /// tables in which virtual tables keep their rows, this history, and what shares a schema with another history of
    /// Turnstone.
    List<Id> relations() throws SQLException;

    /// What runners are doing to this history now, one line each for people; empty where the database cannot tell.
    List<String> activity() throws SQLException;

    /// Removes everything a user made, the history included.
    void empty() throws SQLException;

    /// Makes the statement that is running fail soon. From any thread.
    void interrupt();

    /// Gives up the connection and takes a new one.
    void reconnect() throws SQLException;

    @Override
    void close();
}
