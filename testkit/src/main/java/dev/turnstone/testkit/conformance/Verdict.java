package dev.turnstone.testkit.conformance;

import java.util.Optional;

/// What the judge says of one pair.
///
/// @param name of the pair
/// @param fault why it fails; absent when it passes
/// @param rowsChecked whether rows went forth and back with the schema
public record Verdict(String name, Optional<Fault> fault, boolean rowsChecked) {
    /// Why a pair fails.
    ///
    /// @param detail one line, for people
    public record Fault(Reason reason, String detail) {
        /// `not-equal: table public.users …`.
        public String text() {
            return reason.code() + ": " + detail;
        }
    }

    /// Whether there is no fault.
    public boolean pass() {
        return fault.isEmpty();
    }
}
