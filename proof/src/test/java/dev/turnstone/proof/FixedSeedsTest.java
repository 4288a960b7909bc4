package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A build has the same outcome for everybody: no property draws other values each time.
class FixedSeedsTest {
    private static final Pattern DRAWING = Pattern.compile("(?m)^\\s*@Property(?!\\([^)]*seed = )");

    @Test
    void everyPropertyHasASeed() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        Path tree = Files.isDirectory(root.resolve("proof")) ? root : Objects.requireNonNull(root.getParent());
        List<String> drawing = new ArrayList<>();
        int properties = 0;
        try (Stream<Path> sources = Files.walk(tree, 20)) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !tree.relativize(file).toString().contains("target"))
                    .toList()) {
                String text = Files.readString(source);
                if (text.contains("import net.jqwik.api.Property;")) {
                    properties++;
                    if (DRAWING.matcher(text).find()) {
                        drawing.add(tree.relativize(source).toString());
                    }
                }
            }
        }
        assertThat(properties).isGreaterThan(5);
        assertThat(drawing).isEmpty();
    }
}
