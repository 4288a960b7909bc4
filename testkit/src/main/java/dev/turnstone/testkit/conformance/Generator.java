package dev.turnstone.testkit.conformance;

import dev.turnstone.schema.Schema;
import java.util.List;

/// What is under test: writes the statements between two schemas, both ways.
public interface Generator {
    /// The way from one schema to another and back.
    Generated generate(Schema from, Schema to) throws ElaborationFailed;

    /// What was written.
    ///
    /// @param up SQL as it stands in a migration, comments and directives included; empty when there is nothing to do
    /// @param down the same of the way back
    /// @param losses as of [dev.turnstone.dialect.Written]
    /// @param refusals what could not be written, with the reason
    record Generated(String up, String down, List<String> losses, List<String> refusals) {
        public Generated {
            losses = List.copyOf(losses);
            refusals = List.copyOf(refusals);
        }
    }

    /// The database could not be asked how it spells a schema.
    final class ElaborationFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ElaborationFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
