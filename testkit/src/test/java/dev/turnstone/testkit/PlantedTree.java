package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Classes compiled from source text into a folder, laid out like the product's own, for rules to judge.
final class PlantedTree {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum) (\\w+)");

    private PlantedTree() {}

    /// Compiles `sources` into `folder` and reads the classes. Packages of ours without a package-info are @NullMarked.
    static JavaClasses plant(Path folder, List<String> sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            files.add(write(folder, source));
        }
        for (String source : sources) {
            String name = first(PACKAGE, source);
            if (name.startsWith(ImportTable.ROOT) && !Files.exists(file(folder, name, "package-info"))) {
                files.add(write(folder, "@org.jspecify.annotations.NullMarked package " + name + ";"));
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(files, classes);
        return new ClassFileImporter().importPath(classes);
    }

    private static void compile(List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            boolean compiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as("planted sources compile: %s", messages).isTrue();
        }
    }

    private static Path write(Path folder, String source) throws IOException {
        String simpleName = TYPE.matcher(source).find() ? first(TYPE, source) : "package-info";
        Path file = file(folder, first(PACKAGE, source), simpleName);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private static Path file(Path folder, String packageName, String simpleName) {
        return folder.resolve("sources").resolve(packageName.replace('.', '/')).resolve(simpleName + ".java");
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        assertThat(matcher.find()).as("%s in %s", pattern, source).isTrue();
        return matcher.group(1);
    }
}
