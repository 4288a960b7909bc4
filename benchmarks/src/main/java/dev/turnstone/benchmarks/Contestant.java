package dev.turnstone.benchmarks;

import java.util.List;

/// A program that is timed as a whole process.
interface Contestant {
    /// What the table calls it.
    String name();

    /// The command that applies what is pending.
    List<String> migrate(Project project, Target target);

    /// The command that tells where the migrations stand.
    List<String> status(Project project, Target target);
}
