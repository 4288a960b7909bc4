package dev.turnstone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// The templates of `turnstone new`: see `templates.properties` beside them.
final class Templates {
    private static final String FOLDER = "templates/";
    private final Properties properties = new Properties();

    Templates() {
        try (InputStream stream = open("templates.properties");
                InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Their names, in the order of help.
    List<String> names() {
        return list("names");
    }

    /// One line about a template.
    String summary(String template) {
        return Objects.requireNonNull(properties.getProperty(template + ".summary"), template);
    }

    /// The files a template writes, by their names in this folder.
    List<String> parts(String template) {
        return list(template + ".parts");
    }

    /// What stands for a placeholder when its flag is not given.
    String otherwise(String template, String placeholder) {
        return Optional.ofNullable(properties.getProperty(template + "." + placeholder))
                .or(() -> Optional.ofNullable(properties.getProperty("default." + placeholder)))
                .orElse("");
    }

    /// The text of a part.
    String text(String part) {
        try (InputStream stream = open(part)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> list(String key) {
        List<String> words = new ArrayList<>();
        for (String word :
                Objects.requireNonNull(properties.getProperty(key), key).split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Templates.class.getResourceAsStream(FOLDER + name), name);
    }
}
