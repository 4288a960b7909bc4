package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What `bin/conformance pairs` is asked for.
///
/// @param file of pairs
/// @param engine absent when it is to be told from the file
/// @param only names, or beginnings of names that end with `*`; empty for all
/// @param jobs how many pairs at a time
/// @param style how statements are chosen
record Arguments(Path file, Optional<String> engine, Set<String> only, int jobs, Writer.Style style) {
    static final String USAGE = """
            usage: bin/conformance pairs FILE [--engine postgresql:14..18|sqlite] [--only NAME]... [--names-from FILE]
                                              [--jobs N] [--style direct|online]
            FILE holds a JSON object on each line: {"name", "from", "to", "roles"?, "seed_from"?, "noop"?, "verified"?}.
            Prints {"name", "pass", "reason"} for each pair, totals by reason, and "N passed, M failed".
            Exit codes: 0 all pass, 1 some do not, 2 usage or file.""";

    Arguments {
        only = Set.copyOf(only);
    }

    /// Arguments that make no sense; the message says which.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws Wrong {
        Deque<String> rest = new ArrayDeque<>(words);
        if (!"pairs".equals(rest.poll())) {
            throw new Wrong("say what to run: pairs\n" + USAGE);
        }
        List<Path> files = new ArrayList<>();
        Optional<String> engine = Optional.empty();
        Set<String> only = new LinkedHashSet<>();
        int jobs = Math.max(2, Runtime.getRuntime().availableProcessors());
        Writer.Style style = Writer.Style.DIRECT;
        while (!rest.isEmpty()) {
            String word = rest.remove();
            switch (word) {
                case "--engine" -> engine = Optional.of(value(rest, word));
                case "--only" -> only.add(value(rest, word));
                case "--names-from" -> only.addAll(names(Path.of(value(rest, word))));
                case "--jobs" -> jobs = number(value(rest, word), word);
                case "--style" -> style = style(value(rest, word));
                default -> {
                    if (word.startsWith("-")) {
                        throw new Wrong("unknown option " + word + "\n" + USAGE);
                    }
                    files.add(Path.of(word));
                }
            }
        }
        if (files.size() != 1) {
            throw new Wrong("say which file of pairs, one at a time\n" + USAGE);
        }
        return new Arguments(files.get(0), engine, only, jobs, style);
    }

    private static String value(Deque<String> rest, String option) throws Wrong {
        if (rest.isEmpty()) {
            throw new Wrong(option + " needs a value\n" + USAGE);
        }
        return rest.remove();
    }

    private static int number(String text, String option) throws Wrong {
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new Wrong(option + " is a number from 1 on, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Writer.Style style(String text) throws Wrong {
        for (Writer.Style style : Writer.Style.values()) {
            if (style.name().toLowerCase(Locale.ROOT).equals(text)) {
                return style;
            }
        }
        throw new Wrong("--style is direct or online, not " + text);
    }

    /// The first word of each line, up to a blank.
    private static List<String> names(Path file) throws Wrong {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.strip().split("\\s+", 2)[0])
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new Wrong(file + ": cannot be read");
        }
    }

    /// Whether a pair is asked for.
    boolean wants(Pair pair) {
        return only.isEmpty()
                || only.stream()
                        .anyMatch(name -> name.endsWith("*")
                                ? pair.name().startsWith(name.substring(0, name.length() - 1))
                                : pair.name().equals(name));
    }

    /// The engine that was named, or what the pairs and the file's name say.
    String engineFor(List<Pair> pairs) {
        return engine.orElseGet(() -> {
            boolean sqlite = pairs.stream()
                    .flatMap(pair -> pair.verified().stream())
                    .findFirst()
                    .map(version -> version.startsWith("sqlite"))
                    .orElseGet(() -> file.getFileName().toString().contains("sqlite"));
            return sqlite ? "sqlite" : "postgresql:18";
        });
    }
}
