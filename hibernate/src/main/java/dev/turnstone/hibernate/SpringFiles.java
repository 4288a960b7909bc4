package dev.turnstone.hibernate;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files in which Spring Boot applications are configured, as far as Spring Boot itself would read them
/// from the class path: `application.properties`, `application.yml`, those of profiles, and the same under
/// `config/`.
///
/// YAML is read by the application's own SnakeYAML.
final class SpringFiles {
    private static final List<String> FOLDERS = List.of("", "config/");
    private static final List<String> YAML = List.of(".yaml", ".yml");
    private static final List<String> CONDITIONS = List.of("spring.config.activate.on-profile", "spring.profiles");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)(?::([^${}]*))?}");
    private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^[#!]---[ \\t]*$");

    private final ClassPath classPath;
    private final ClassLoader loader;
    private final Set<String> profiles;
    private final Map<String, String> found = new LinkedHashMap<>();

    private SpringFiles(ClassPath classPath, ClassLoader loader, Set<String> profiles) {
        this.classPath = classPath;
        this.loader = loader;
        this.profiles = profiles;
    }

    /// Every property of those files; what overrides stands for what it overrides. Placeholders that name
    /// another property or an environment variable are filled in; the others stay.
    ///
    /// @throws IllegalArgumentException when a file cannot be read
    static Map<String, String> read(ClassPath classPath, ClassLoader loader, List<String> profiles) {
        SpringFiles files = new SpringFiles(classPath, loader, Set.copyOf(profiles));
        files.readAll("application");
        profiles.forEach(profile -> files.readAll("application-" + profile));
        Map<String, String> resolved = new TreeMap<>();
        files.found.forEach((name, value) -> resolved.put(name, files.resolved(value)));
        return resolved;
    }

    private void readAll(String name) {
        for (String folder : FOLDERS) {
            for (String suffix : YAML) {
                String file = folder + name + suffix;
                classPath.first(file).ifPresent(bytes -> yaml(file, new String(bytes, StandardCharsets.UTF_8)));
            }
            String file = folder + name + ".properties";
            classPath.first(file).ifPresent(bytes -> properties(file, bytes));
        }
    }

    private void properties(String file, byte[] bytes) {
        for (String document : DOCUMENT_END.split(new String(bytes, StandardCharsets.UTF_8), -1)) {
            Map<String, String> values = new LinkedHashMap<>();
            properties(file, document)
                    .forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
            add(values);
        }
    }

    /// Reads properties as Java writes them.
    static Properties properties(String file, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }

    private void yaml(String file, String text) {
        if (!text.contains("jpa")) {
            return;
        }
        try {
            Class<?> options = loader.loadClass("org.yaml.snakeyaml.LoaderOptions");
            Object safe = loader.loadClass("org.yaml.snakeyaml.constructor.SafeConstructor")
                    .getConstructor(options)
                    .newInstance(options.getConstructor().newInstance());
            Class<?> yaml = loader.loadClass("org.yaml.snakeyaml.Yaml");
            Object reader = yaml.getConstructor(loader.loadClass("org.yaml.snakeyaml.constructor.BaseConstructor"))
                    .newInstance(safe);
            if (yaml.getMethod("loadAll", String.class).invoke(reader, text) instanceof Iterable<?> documents) {
                for (Object document : documents) {
                    Map<String, String> values = new LinkedHashMap<>();
                    flatten("", document, values);
                    add(values);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    file + " configures JPA and cannot be read without SnakeYAML, which Spring Boot reads it with:"
                            + " add org.yaml:snakeyaml to the class path",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the SnakeYAML on the class path is too old to read " + file + ": take 1.33 or later", e);
        }
    }

    private static void flatten(String name, Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> {
                String part = String.valueOf(key);
                boolean bracketed = part.startsWith("[") && part.endsWith("]");
                String plain = bracketed ? part.substring(1, part.length() - 1) : part;
                flatten(name.isEmpty() ? plain : name + "." + plain, below == null ? "" : below, values);
            });
        } else if (value instanceof List<?> list) {
            values.put(name, String.join(",", list.stream().map(String::valueOf).toList()));
        } else if (!name.isEmpty()) {
            values.put(name, String.valueOf(value));
        }
    }

    /// A document that is for other profiles only is passed over, as Spring does.
    private void add(Map<String, String> document) {
        Optional<String> condition = CONDITIONS.stream()
                .filter(document::containsKey)
                .map(document::get)
                .findFirst();
        if (condition.isEmpty()
                || List.of(condition.get().split("\\s*[,|]\\s*", -1)).stream().anyMatch(profiles::contains)) {
            found.putAll(document);
        }
    }

    private String resolved(String value) {
        String text = value;
        // Each round fills in the innermost; a property that names itself ends with the rounds.
        for (int round = 0; round < 10; round++) {
            Matcher matcher = PLACEHOLDER.matcher(text);
            String next = matcher.replaceAll(match -> Matcher.quoteReplacement(
                    filled(match.group(1), Optional.ofNullable(match.group(2)), match.group())));
            if (next.equals(text)) {
                return text;
            }
            text = next;
        }
        return text;
    }

    private String filled(String name, Optional<String> otherwise, String whole) {
        return Optional.ofNullable(found.get(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .or(() -> otherwise)
                .orElse(whole);
    }
}
