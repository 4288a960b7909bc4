package dev.turnstone;

import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Suggestion;
import java.time.Duration;
import java.util.List;

/// What came of generating a migration. Nothing is written to a folder: whoever asked does that with a proven one.
public sealed interface GeneratedMigration {
    /// What it is about.
    DiffReport diff();

    /// The schemas are equal: there is nothing to write.
    record Nothing(DiffReport diff) implements GeneratedMigration {}

    /// Something may have been renamed and nobody said so: nothing was written.
    record Undecided(DiffReport diff, List<Suggestion> suggestions) implements GeneratedMigration {
        public Undecided {
            suggestions = List.copyOf(suggestions);
        }
    }

    /// A migration that did on scratch what it says.
    ///
    /// @param losses data that will be gone, for people; also said in the text
    /// @param refusals what is not in it because it cannot be written exactly; only when a part was asked for
    record Proven(DiffReport diff, File file, List<String> losses, List<Written.Refusal> refusals, Proof proof)
            implements GeneratedMigration {
        public Proven {
            losses = List.copyOf(losses);
            refusals = List.copyOf(refusals);
        }
    }

    /// A migration that must not be used as it is.
    ///
    /// @param file what could be written
    /// @param refusals the changes that could not
    /// @param failures what went otherwise than it should when it was tried; empty when it was not tried
    record Refused(DiffReport diff, File file, List<Written.Refusal> refusals, List<String> failures)
            implements GeneratedMigration {
        public Refused {
            refusals = List.copyOf(refusals);
            failures = List.copyOf(failures);
        }
    }

    /// A migration file.
    ///
    /// @param name of the file: `20261120101500_add_email.sql`
    /// @param text all of it
    record File(String name, String text) {}

    /// What was tried on scratch.
    ///
    /// @param server which scratch server
    /// @param tables how many tables had rows in them
    /// @param rows how many rows there were
    /// @param unseeded tables for which no row could be made up, with the reason: nothing is known about their rows
    /// @param doubts what made-up rows forbade and empty tables did not: it may fail where such rows are
    /// @param reverted whether the way back was tried too
    record Proof(
            String server,
            int tables,
            int rows,
            List<String> unseeded,
            List<String> doubts,
            boolean reverted,
            Duration duration) {
        public Proof {
            unseeded = List.copyOf(unseeded);
            doubts = List.copyOf(doubts);
        }
    }
}
