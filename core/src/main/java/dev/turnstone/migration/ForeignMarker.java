package dev.turnstone.migration;

import java.util.Optional;
import java.util.Set;

/// A comment that means something to another migration tool.
///
/// @param tool whose it is; empty when many write it so
/// @param says what it begins there
/// @param isExact whether only that tool's own files hold such a line; otherwise it may be an ordinary remark
record ForeignMarker(String tool, Says says, boolean isExact) {
    /// What a marker of another tool begins.
    enum Says {
        /// the way forward
        UP,
        /// the way back
        DOWN,
        /// statements without a transaction
        NO_TRANSACTION,
        /// one of several migrations in one file
        CHANGESET,
        /// the way back, on the line of the comment itself
        ROLLBACK_LINE,
        /// the text of another file
        INCLUDE
    }

    private static final Set<String> TOOLS = Set.of("goose", "migrate", "micrate", "rambler", "dbmate");
    private static final Set<String> BACK =
            Set.of("down", "downs", "undo", "rollback", "revert", "downgrade", "backward", "backwards", "unmigrate");
    private static final Set<String> FORTH = Set.of("up", "ups", "upgrade", "forward", "forwards");
    private static final Set<String> PARTS =
            Set.of("migration", "migrations", "section", "script", "part", "sql", "statements");
    private static final Set<String> VERBS =
            Set.of("drop", "delete", "alter", "truncate", "update", "insert", "create", "revoke", "grant");

    /// What the line is, if it is one.
    static Optional<ForeignMarker> in(CommentLine line) {
        if (!line.isComment() || line.size() == 0) {
            return Optional.empty();
        }
        return ofTool(line).or(() -> ofLiquibase(line)).or(() -> ofOthers(line)).or(() -> bare(line));
    }

    /// `-- +goose Down`, `-- +migrate Up notransaction`, `-- migrate:down`, `-- rambler up`, `-- migration: down`.
    private static Optional<ForeignMarker> ofTool(CommentLine line) {
        String first = line.word(0);
        boolean known = TOOLS.contains(first);
        if (!known && !(first.startsWith("migration") && PARTS.contains(first))) {
            return Optional.empty();
        }
        boolean marked = line.before(0).endsWith("+") || line.before(1).equals(":");
        boolean onlyTwo = line.size() == 2;
        Optional<Says> says = direction(line.word(1)).filter(way -> marked || onlyTwo);
        if (says.isEmpty() && known && line.word(1).equals("no") && line.word(2).equals("transaction")) {
            says = Optional.of(Says.NO_TRANSACTION);
        }
        String tool = first.equals("migrate") ? (line.before(1).contains(":") ? "dbmate" : "sql-migrate") : first;
        return says.map(way -> new ForeignMarker(known ? tool : "", way, true));
    }

    private static Optional<ForeignMarker> ofLiquibase(CommentLine line) {
        boolean close = line.before(0).endsWith("-");
        Optional<Says> says = Optional.empty();
        if (line.word(0).equals("liquibase") && (line.word(1).equals("formatted") || BACK.contains(line.word(1)))) {
            says = Optional.of(Says.CHANGESET);
        } else if (line.word(0).equals("changeset") && line.size() > 2 && hasColon(line)) {
            says = Optional.of(Says.CHANGESET);
        } else if (line.word(0).equals("rollback") && line.size() > 1) {
            boolean statement =
                    VERBS.contains(line.word(1)) && line.before(line.size()).endsWith(";");
            boolean none = line.says("rollback", "empty") || line.says("rollback", "not", "required");
            says = close || statement || none ? Optional.of(Says.ROLLBACK_LINE) : says;
        }
        return says.map(found -> new ForeignMarker("Liquibase", found, true));
    }

    private static boolean hasColon(CommentLine line) {
        for (int i = 1; i < line.size(); i++) {
            if (line.before(i).equals(":")) {
                return true;
            }
        }
        return false;
    }

    /// MyBatis, tern, Play, node-pg-migrate, Atlas, Graphile Migrate.
    private static Optional<ForeignMarker> ofOthers(CommentLine line) {
        String open = line.before(0);
        if (line.says("undo") && open.endsWith("@")) {
            return exact("MyBatis Migrations", Says.DOWN);
        }
        if (line.says("create", "above", "drop", "below")) {
            return exact("tern", Says.DOWN);
        }
        if (open.endsWith("!") && (line.says("ups") || line.says("downs"))) {
            return exact("Play", line.word(0).equals("ups") ? Says.UP : Says.DOWN);
        }
        if (open.strip().equals("--!") && line.word(0).equals("include") && line.size() > 1) {
            return exact("Graphile Migrate", Says.INCLUDE);
        }
        if (line.says("atlas", "txtar")) {
            return exact("Atlas", Says.CHANGESET);
        }
        if (line.says("up", "migration") || line.says("down", "migration")) {
            return exact("node-pg-migrate", line.word(0).equals("up") ? Says.UP : Says.DOWN);
        }
        return Optional.empty();
    }

    private static Optional<ForeignMarker> exact(String tool, Says says) {
        return Optional.of(new ForeignMarker(tool, says, true));
    }

    /// `-- down`, `-- ==== UNDO ====`, `-- @rollback`, `-- Rollback script:`.
    private static Optional<ForeignMarker> bare(CommentLine line) {
        boolean alone = line.size() == 1 || (line.size() == 2 && PARTS.contains(line.word(1)));
        return alone ? direction(line.word(0)).map(says -> new ForeignMarker("", says, false)) : Optional.empty();
    }

    private static Optional<Says> direction(String word) {
        if (BACK.contains(word)) {
            return Optional.of(Says.DOWN);
        }
        return FORTH.contains(word) ? Optional.of(Says.UP) : Optional.empty();
    }

    /// What is wrong with it, when it is the line `written`.
    String message(String written) {
        String whose = "\"" + written + "\" is " + (tool.isEmpty() ? "no marker of Turnstone's" : tool + "'s");
        return switch (says) {
            case UP, NO_TRANSACTION -> whose + ", and without effect here";
            case DOWN -> whose + ": here it is a remark, and what stands below it would run as part of what is above";
            case CHANGESET -> whose + ": here it is a remark, and the file would run as one migration";
            case ROLLBACK_LINE -> whose + ": here it is a remark, and the migration would have no way back";
            case INCLUDE -> whose + ": here it is a remark, and the other file's text would be missing";
        };
    }

    /// What to do about it.
    String help() {
        String remark = tool.isEmpty() ? ". If it is a remark, write it as a sentence" : "";
        return switch (says) {
            case UP -> "Did you mean \"-- turnstone:up\"?" + remark;
            case DOWN -> "Did you mean \"-- turnstone:down\"?" + remark;
            case NO_TRANSACTION ->
                "Remove the line: a statement that cannot run in a transaction gets a step of its own";
            case CHANGESET -> "Write a file for each change, with the way back below a line \"-- turnstone:down\"";
            case ROLLBACK_LINE ->
                "Did you mean \"-- turnstone:down\"? Write the statement below such a line, at the file's end";
            case INCLUDE -> "Write the text into this file, or make a repeatable of it: R__<name>.sql";
        };
    }
}
