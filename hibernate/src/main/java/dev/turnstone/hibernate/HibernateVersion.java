package dev.turnstone.hibernate;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Hibernate is on a class path.
final class HibernateVersion {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 4;

    private HibernateVersion() {}

    /// The version, as `6.6.33.Final`.
    ///
    /// @throws IllegalArgumentException when there is none, or it is older than 6.4
    static String of(ClassPath classPath, ClassLoader loader) {
        if (!classPath.has("org/hibernate/Version.class")) {
            throw new IllegalArgumentException(
                    "there is no Hibernate on the class path: name the application's libraries"
                            + " too, as Maven (mvn dependency:build-classpath) or Gradle (runtimeClasspath) know them");
        }
        String version = ask(loader);
        Matcher matcher = NUMBERS.matcher(version);
        boolean newEnough = matcher.matches()
                && isNewEnough(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        if (!newEnough) {
            throw new IllegalArgumentException("the Hibernate on the class path is " + version
                    + "; entities are read with 6.4 or later: move the application to it first");
        }
        return version;
    }

    private static boolean isNewEnough(int major, int minor) {
        return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
    }

    private static String ask(ClassLoader loader) {
        try {
            Object version = loader.loadClass("org.hibernate.Version")
                    .getMethod("getVersionString")
                    .invoke(null);
            return String.valueOf(version);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the Hibernate on the class path does not work: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    "the Hibernate on the class path does not work: " + e + ". Are its own libraries there too?", e);
        }
    }
}
