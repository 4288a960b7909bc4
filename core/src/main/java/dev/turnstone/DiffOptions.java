package dev.turnstone;

import java.util.List;

/// How schemas are compared.
///
/// @param rights whether owners and grants count
/// @param renames what a person says is a rename, besides what the files say
/// @param undeclared what becomes of tables that a partial source, JPA entities, does not mention
/// @param fills what rows get in columns that take no NULL from now on, besides what the files say
/// @param usings what values of columns become that change their types, besides what the files say
public record DiffOptions(
        Rights rights, List<Renaming> renames, Undeclared undeclared, List<Fill> fills, List<Using> usings) {
    /// What holds when nothing is said.
    public static final DiffOptions DEFAULTS = new DiffOptions(Rights.AUTO, List.of(), Undeclared.KEPT);

    public DiffOptions {
        renames = List.copyOf(renames);
        fills = List.copyOf(fills);
        usings = List.copyOf(usings);
    }

    /// How schemas are compared without expressions for values that change their type.
    public DiffOptions(Rights rights, List<Renaming> renames, Undeclared undeclared, List<Fill> fills) {
        this(rights, renames, undeclared, fills, List.of());
    }

    /// How schemas are compared when no row gets a value.
    public DiffOptions(Rights rights, List<Renaming> renames, Undeclared undeclared) {
        this(rights, renames, undeclared, List.of());
    }

    /// The same with what rows get.
    public DiffOptions withFills(List<Fill> others) {
        return new DiffOptions(rights, renames, undeclared, others, usings);
    }

    /// The same with what values become.
    public DiffOptions withUsings(List<Using> others) {
        return new DiffOptions(rights, renames, undeclared, fills, others);
    }

    /// The same with owners and grants compared or not.
    public DiffOptions withRights(Rights others) {
        return new DiffOptions(others, renames, undeclared, fills, usings);
    }

    /// The same with other renames.
    public DiffOptions withRenames(List<Renaming> others) {
        return new DiffOptions(rights, others, undeclared, fills, usings);
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

    /// Says what the values of a column become that changes its type, where no cast does.
    ///
    /// @param column as it is called after: `users.tags`, `sales.users.tags`
    /// @param expression of SQL, over the row: `string_to_array(tags, ',')`
    /// @param down whether the down migration needs it
    public record Using(String column, String expression, boolean down) {
        /// Reads `table.column=expression`.
        ///
        /// @param down whether the down migration needs it
        /// @throws IllegalArgumentException when it is none; the message says what one looks like
        public static Using parse(String typed, boolean down) {
            int at = typed.indexOf('=');
            String column = at < 0 ? "" : typed.substring(0, at).strip();
            String expression = at < 0 ? "" : typed.substring(at + 1).strip();
            if (column.indexOf('.') < 0 || expression.isEmpty()) {
                throw new IllegalArgumentException("\"" + typed
                        + "\" says no expression: write table.column=expression, as in"
                        + " users.tags=string_to_array(tags, ',')");
            }
            return new Using(column, expression, down);
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
