package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `turnstone init`: a project in this folder.
final class InitCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "init",
                "make a project in this folder",
                List.of(),
                false,
                false,
                List.of(Option.value("--url", "URL", "the database; sqlite:app.db when nothing else is said")),
                List.of("Writes turnstone.toml and an empty folder migrations. What is there already stays."),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Path folder = invocation.surroundings().directory();
        Path file = folder.resolve(ConfigurationFile.NAME);
        if (Files.exists(file)) {
            throw new Misconfigured("turnstone.toml is here already. Nothing was written.");
        }
        String url = invocation.arguments().value("--url").orElse("sqlite:app.db");
        refuseSecrets(url);
        List<String> created = new ArrayList<>();
        try {
            Files.writeString(file, configuration(url));
            created.add(ConfigurationFile.NAME);
            Path migrations = folder.resolve("migrations");
            if (!Files.isDirectory(migrations)) {
                Files.createDirectory(migrations);
                created.add("migrations/");
            }
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be written: " + Reasons.of(failure));
        }
        say(invocation, created);
        return ExitCode.FINE;
    }

    private static String configuration(String url) {
        return """
                # Options stand at the top for every environment, or under [env.NAME] for one.
                # Flags and environment variables beat this file; an unknown key is an error.
                url = "URL"

                # [env.prod]
                # url = "${DATABASE_URL}"
                """.replace("\"URL\"", "\"" + url.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    /// The file goes into version control.
    private static void refuseSecrets(String url) {
        int at = url.indexOf('@');
        int scheme = url.indexOf("://");
        boolean userInfo =
                scheme >= 0 && at > scheme && url.substring(scheme + 3, at).indexOf(':') >= 0;
        if (userInfo || url.contains("password=")) {
            throw new Misconfigured(
                    "--url holds a password, and turnstone.toml belongs into version control. Nothing was"
                            + " written. Give the URL without it; the password comes from TURNSTONE_PASSWORD");
        }
    }

    private static void say(Invocation invocation, List<String> created) {
        Output output = invocation.output();
        if (invocation.json()) {
            output.result(Json.document("init", json -> {
                json.writeName("created");
                json.writeStartArray();
                created.forEach(json::writeString);
                json.writeEndArray();
            }));
            return;
        }
        created.forEach(path -> output.say("created " + path));
        output.say("");
        output.say("Next: turnstone new create_users --template table");
    }
}
