package dev.turnstone.testkit.conformance;

import dev.turnstone.schema.Schema;
import java.util.List;

/// What is under test: writes the statements between two schemas, both ways.
public interface Generator {
    /// The way from one schema to another and back.
    Generated generate(Schema from, Schema to);

    /// What was written.
    ///
    /// @param file the text of a migration with its way back; empty when there is nothing to do
    /// @param losses as of [dev.turnstone.dialect.Written]
    /// @param refusals what could not be written, with the reason
    record Generated(String file, List<String> losses, List<String> refusals) {
        public Generated {
            losses = List.copyOf(losses);
            refusals = List.copyOf(refusals);
        }

        /// A migration with sections for the ways forth and back; nothing when there is no way forth.
        public static Generated of(String up, String down) {
            return new Generated(up.isBlank() ? "" : up + "\n-- turnstone:down\n" + down, List.of(), List.of());
        }

        /// Whether there is nothing to do.
        public boolean nothing() {
            return file.isBlank();
        }
    }
}
