package dev.turnstone.dialect;

import java.util.ArrayList;
import java.util.List;

/// Changes as statements.
///
/// @param statements in order
/// @param losses data that will be gone and that no way back can bring again, for people, one thing each:
///     `the values of column public.users.email`
/// @param refusals changes that cannot be written exactly, and are therefore not among the statements
public record Written(List<Line> statements, List<String> losses, List<Refusal> refusals) {
    public Written {
        statements = List.copyOf(statements);
        losses = List.copyOf(losses);
        refusals = List.copyOf(refusals);
    }

    /// These and then others.
    public Written then(Written others) {
        List<Line> all = new ArrayList<>(statements);
        all.addAll(others.statements);
        List<String> lost = new ArrayList<>(losses);
        lost.addAll(others.losses);
        List<Refusal> refused = new ArrayList<>(refusals);
        refused.addAll(others.refusals);
        return new Written(all, lost, refused);
    }

    /// One statement.
    ///
    /// @param sql without a closing semicolon
    /// @param notes comment lines to stand above it, without the dashes: why it is there, directives
    public record Line(String sql, List<String> notes) {
        public Line {
            notes = List.copyOf(notes);
        }

        /// A statement that needs no word.
        public static Line of(String sql) {
            return new Line(sql, List.of());
        }
    }

    /// A change that cannot be written.
    ///
    /// @param what the object, for people: `operator class public.my_ops`
    /// @param why and what to do instead, for people
    public record Refusal(String what, String why) {}
}
