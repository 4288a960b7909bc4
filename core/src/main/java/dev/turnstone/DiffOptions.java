package dev.turnstone;

import java.util.List;

/// How schemas are compared.
///
/// @param rights whether owners and grants count
/// @param renames what a person says is a rename, besides what the files say
/// @param undeclared what becomes of tables that a partial source, JPA entities, does not mention
/// @param fills what rows get in columns that take no NULL from now on, besides what the files say
public record DiffOptions(Rights rights, List<Renaming> renames, Undeclared undeclared, List<Fill> fills) {
    /// What holds when nothing is said.
    public static final DiffOptions DEFAULTS = new DiffOptions(Rights.AUTO, List.of(), Undeclared.KEPT);

    public DiffOptions {
        renames = List.copyOf(renames);
        fills = List.copyOf(fills);
    }

    /// How schemas are compared when no row gets a value.
    public DiffOptions(Rights rights, List<Renaming> renames, Undeclared undeclared) {
        this(rights, renames, undeclared, List.of());
    }

    /// The same with what rows get.
    public DiffOptions withFills(List<Fill> others) {
        return new DiffOptions(rights, renames, undeclared, others);
    }

    /// The same with other renames.
    public DiffOptions withRenames(List<Renaming> others) {
        return new DiffOptions(rights, others, undeclared, fills);
    }

    /// Whether owners and grants count.
    public enum Rights {
        /// Owners count unless a scratch database, which belongs to another role, stands for one side; there an object
        /// of the role that ran the script is the target's own. Grants count.
        AUTO,
        /// Both count.
        COMPARED,
        /// Neither counts.
        IGNORED
    }

    /// What becomes of tables without an entity.
    public enum Undeclared {
        KEPT,
        DROPPED
    }

    /// Says what rows get in a column that takes no NULL from now on and of which they have no value.
    ///
    /// @param column as it is called after: `users.email`, `sales.users.email`
    /// @param expression of SQL, over the row: `0`, `lower(name)`
    public record Fill(String column, String expression) {
        /// Reads `table.column=expression`.
        ///
        /// @throws IllegalArgumentException when it is none; the message says what one looks like
        public static Fill parse(String typed) {
            int at = typed.indexOf('=');
            String column = at < 0 ? "" : typed.substring(0, at).strip();
            String expression = at < 0 ? "" : typed.substring(at + 1).strip();
            if (column.indexOf('.') < 0 || expression.isEmpty()) {
                throw new IllegalArgumentException("\"" + typed
                        + "\" says no value: write table.column=expression, as in users.level=0 or users.email=''");
            }
            return new Fill(column, expression);
        }
    }

    /// Says that an object was given another name.
    ///
    /// @param from as it is called before: `users`, `sales.users`, `users.mail`, `sales.users.mail`
    /// @param to as it is called after: `accounts`, `sales.accounts`, `users.email`, or a column's new name alone
    public record Renaming(String from, String to) {
        /// Reads `old=new` or `old -> new`.
        ///
        /// @throws IllegalArgumentException when it is neither; the message says what one looks like
        public static Renaming parse(String typed) {
            int arrow = typed.indexOf("->");
            int at = arrow >= 0 ? arrow : typed.indexOf('=');
            String from = at < 0 ? "" : typed.substring(0, at).strip();
            String to = at < 0 ? "" : typed.substring(at + (arrow >= 0 ? 2 : 1)).strip();
            if (from.isEmpty() || to.isEmpty()) {
                throw new IllegalArgumentException("\"" + typed
                        + "\" is not a rename: write old=new, as in users=accounts or users.mail=users.email");
            }
            return new Renaming(from, to);
        }
    }
}
