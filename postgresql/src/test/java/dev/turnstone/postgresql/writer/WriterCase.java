package dev.turnstone.postgresql.writer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Two schemas, and what is expected of the way between them.
///
/// @param since the first major version that has all of it
/// @param roles that must exist
/// @param says what statements of the way forth must hold
/// @param loses what the way forth must say is lost; `back` the way back
record WriterCase(
        String name,
        int since,
        List<String> roles,
        List<String> says,
        List<String> loses,
        List<String> back,
        String from,
        String to) {
    /// The cases of a file: `-- case: name`, the schema before, `-- to:`, the schema after, with what is expected in
    /// comments anywhere between.
    static List<WriterCase> read(String file) {
        List<WriterCase> cases = new ArrayList<>();
        for (String text : text(file).split("(?m)^-- case: ", -1)) {
            if (!text.isBlank()) {
                cases.add(parse(text));
            }
        }
        return cases;
    }

    private static WriterCase parse(String text) {
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        List<String> lines = text.lines().toList();
        boolean after = false;
        for (String line : lines.subList(1, lines.size())) {
            after |= line.equals("-- to:");
            (after ? to : from).append(line).append('\n');
        }
        List<String> roles = new ArrayList<>();
        expectation(lines, "-- roles: ", value -> roles.addAll(List.of(value.split(", ", -1))));
        return new WriterCase(
                lines.get(0),
                all(lines, "-- since: ").stream()
                        .findFirst()
                        .map(Integer::parseInt)
                        .orElse(14),
                roles,
                all(lines, "-- says: "),
                all(lines, "-- loses: "),
                all(lines, "-- back loses: "),
                from.toString(),
                to.toString());
    }

    private static List<String> all(List<String> lines, String prefix) {
        List<String> values = new ArrayList<>();
        expectation(lines, prefix, values::add);
        return values;
    }

    private static void expectation(List<String> lines, String prefix, Consumer<String> use) {
        lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .forEach(use);
    }

    private static String text(String file) {
        try (InputStream stream =
                Objects.requireNonNull(WriterCase.class.getResourceAsStream("/writer/" + file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> tooNewFor(int major) {
        return since > major ? Optional.of("PostgreSQL " + major + " has not all of it") : Optional.empty();
    }
}
