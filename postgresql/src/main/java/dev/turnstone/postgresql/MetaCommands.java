package dev.turnstone.postgresql;

/// What to write instead of a command that only `psql` understands.
final class MetaCommands {
    private MetaCommands() {}

    static String insteadOf(String command) {
        int end = 1;
        while (end < command.length() && Character.isLetter(command.charAt(end))) {
            end++;
        }
        return switch (command.substring(1, end)) {
            case "copy" -> "Write the rows as INSERT … VALUES, or load them with CopyManager in a Java migration.";
            case "i", "ir", "include" -> "Put that file's statements here, or make it a migration of its own.";
            case "gexec" -> "Run the generated statements with EXECUTE in a DO block.";
            case "set", "unset", "gset", "prompt", "getenv" -> "Use a placeholder, `${name}`, from the configuration.";
            case "c", "connect" -> "A migration runs in one database: leave the line out, or use another environment.";
            case "if", "elif", "else", "endif" -> "Use IF in a DO block.";
            case "echo", "qecho", "warn" -> "Use a comment, or RAISE NOTICE in a DO block.";
            case "restrict", "unrestrict" -> "Leave the line out: pg_dump writes it for psql alone.";
            default ->
                command.equals("\\.")
                        ? "It ends the rows of COPY … FROM stdin: write them as INSERT … VALUES."
                        : "Leave the line out, or say it in SQL.";
        };
    }
}
