package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.turnstone.testkit.ArchitectureRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole tree, judged from the module that sees the rest of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final JavaClasses classes = ArchitectureRules.classesOfTurnstone();

    @ParameterizedTest
    @MethodSource("dev.turnstone.testkit.ArchitectureRules#all")
    void holds(ArchRule rule) {
        rule.check(classes);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isJudgedWhole(Path module) throws IOException {
        Path sources = module.resolve("src/main/java");
        List<String> names = classes.stream().map(JavaClass::getName).toList();

        assertThat(names).containsAll(typesIn(sources));
    }

    @Test
    void isJudgedWithCore() {
        assertThat(modules().map(module -> String.valueOf(module.getFileName())))
                .contains("core", "testkit");
    }

    /// The modules with sources that this module depends on: all but `benchmarks`, which depends on it.
    static Stream<Path> modules() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        return Stream.of("core", "postgresql", "sqlite", "embedded", "hibernate", "testkit", "cli")
                .map(root::resolve)
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")));
    }

    private static List<String> typesIn(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file).toString())
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .map(file -> file.replace('/', '.'))
                    .toList();
        }
    }
}
