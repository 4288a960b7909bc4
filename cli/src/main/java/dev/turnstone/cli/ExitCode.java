package dev.turnstone.cli;

/// The exit codes that commands give themselves; those of failures come with the exception.
final class ExitCode {
    /// Everything is as it should be.
    static final int FINE = 0;
    /// A check found something.
    static final int FOUND = 1;
    /// The command line or the configuration cannot be right.
    static final int USAGE = 2;
    /// A safety gate said no.
    static final int REFUSED = 5;
    /// The database cannot be reached.
    static final int UNAVAILABLE = 6;
    /// A defect of Turnstone.
    static final int DEFECT = 70;

    private ExitCode() {}
}
