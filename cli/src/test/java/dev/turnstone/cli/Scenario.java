package dev.turnstone.cli;

import dev.turnstone.dialect.EmbeddedDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A text that tells what a person does and sees, played in a folder of its own.
///
/// ```
/// --- migrations/1_a.sql        a file with the lines below; `--- FILE deleted` removes it
/// $ turnstone migrate           a call, and below it all that it prints, complaints included
/// exit 3                        its exit code, unless it is 0
/// $ NAME=value turnstone …      with an environment variable
/// $ files                       lists the files of the folder, but for `.turnstone`
/// $ cat FILE                    shows a file
/// $ sql URL 'STATEMENT'         what somebody does to the database by hand
/// ```
///
/// Durations, times, versions and the folder's own name are written `TIME`, `DATE`, `VERSION` and `FOLDER`, and
/// fingerprints `sha256:…`.
final class Scenario {
    /// The clock of every scenario.
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");

    private static final Pattern DURATION = Pattern.compile(" +(<?\\d+ ms|\\d+\\.\\d s)(?=$|[ ,])", Pattern.MULTILINE);
    private static final Pattern JSON_DURATION = Pattern.compile("(?<=Millis\":)[0-9.E-]+");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z| [A-Z]+)");
    private static final Pattern ENGINE = Pattern.compile("(?<=(sqlite|postgresql) )\\d+\\.\\d+(\\.\\d+)?");
    private static final Pattern AGO = Pattern.compile("just now|\\d+ [mhd] ago|yesterday");
    private static final Pattern USER = Pattern.compile("(?<=\"user\":)\"[^\"]*\"");
    private static final Pattern SERVER = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern BLANKS_BEFORE_COUNTS = Pattern.compile(" {2,}(?=\\d+ applied · )");

    private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();

    Scenario(Path folder) {
        this.folder = folder;
    }

    /// Plays a text.
    ///
    /// @return the text as it would have to be for everything in it to be true
    String play(String text) throws IOException {
        List<String> played = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i++);
            played.add(line);
            int end = i;
            while (end < lines.size() && !isStep(lines.get(end))) {
                end++;
            }
            List<String> below = lines.subList(i, end);
            if (line.startsWith("--- ")) {
                write(line.substring("--- ".length()), below);
                played.addAll(below);
            } else if (line.startsWith("$ ")) {
                played.addAll(call(line.substring("$ ".length())));
            } else {
                played.addAll(below);
            }
            i = end;
        }
        return String.join("\n", played) + "\n";
    }

    private static boolean isStep(String line) {
        return line.startsWith("$ ") || line.startsWith("--- ");
    }

    private void write(String name, List<String> lines) throws IOException {
        if (name.endsWith(" deleted")) {
            Files.delete(folder.resolve(name.substring(0, name.length() - " deleted".length())));
            return;
        }
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, String.join("\n", lines).strip() + "\n");
    }

    private List<String> call(String line) throws IOException {
        List<String> words = words(line);
        variables.clear();
        while (words.get(0).indexOf('=') > 0) {
            String assignment = words.remove(0);
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        if (words.get(0).equals("files")) {
            return files();
        }
        if (words.get(0).equals("cat")) {
            Path file = folder.resolve(words.get(1));
            List<String> shown = new ArrayList<>(
                    Files.exists(file) ? normal(Files.readString(file)).lines().toList() : List.of("no such file"));
            shown.add("");
            return shown;
        }
        if (words.get(0).equals("sql")) {
            return byHand(words.get(1), words.get(2));
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                folder, variables, Clock.fixed(NOW, ZoneOffset.UTC), stream, stream, false, 80, new Shutdown());
        int exitCode = new Turnstone(surroundings).run(words.subList(1, words.size()));
        stream.flush();
        List<String> lines = new ArrayList<>(
                normal(printed.toString(StandardCharsets.UTF_8)).lines().toList());
        if (exitCode != 0) {
            lines.add("exit " + exitCode);
        }
        lines.add("");
        return lines;
    }

    /// What a person does with a tool of the database.
    private List<String> byHand(String url, String statement) {
        for (EmbeddedDatabases databases : ServiceLoader.load(EmbeddedDatabases.class)) {
            if (databases.handles(url)) {
                try (EmbeddedDatabases.Running server = databases.start(url, folder)) {
                    return execute(server.url(), statement);
                }
            }
        }
        return execute("jdbc:" + Urls.resolve(url, folder), statement);
    }

    private static List<String> execute(String jdbc, String text) {
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
            return List.of("");
        } catch (SQLException failure) {
            return List.of("failed: " + failure.getMessage(), "");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<String> names = new ArrayList<>(walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".turnstone/"))
                    .sorted()
                    .toList());
            names.add("");
            return names;
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : (line + " ").toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        return words;
    }

    private String normal(String printed) {
        String text = printed.replace(folder.toString(), "FOLDER");
        text = DATE.matcher(text).replaceAll("DATE");
        text = JSON_DURATION.matcher(text).replaceAll("0");
        text = ENGINE.matcher(text).replaceAll("VERSION");
        text = SERVER.matcher(text).replaceAll("SERVER");
        text = USER.matcher(text).replaceAll("\"USER\"");
        text = FINGERPRINT.matcher(text).replaceAll("sha256:…");
        text = AGO.matcher(text).replaceAll("AGO");
        text = DURATION.matcher(text).replaceAll("  TIME");
        text = BLANKS_BEFORE_COUNTS.matcher(text).replaceAll("  ");
        return text;
    }
}
