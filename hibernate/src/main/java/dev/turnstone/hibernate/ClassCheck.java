package dev.turnstone.hibernate;

/// Loads classes before Hibernate does, to say what is wrong with them in words that lead somewhere.
final class ClassCheck {
    private ClassCheck() {}

    /// Loads each, without running any code of it.
    ///
    /// @throws IllegalArgumentException when one is for a newer Java, or refers to a class that is not
    ///     there
    static void check(Iterable<ClassFile> classes, ClassLoader loader) {
        int feature = Runtime.version().feature();
        for (ClassFile file : classes) {
            if (file.feature() > feature) {
                throw newer(file.name() + " was compiled for Java " + file.feature(), feature);
            }
            try {
                members(Class.forName(file.name(), false, loader));
            } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
                throw unloadable(file, e, feature);
            }
        }
    }

    /// Resolves every type that the class speaks of where Hibernate will look.
    private static int members(Class<?> type) {
        return type.getDeclaredFields().length
                + type.getDeclaredMethods().length
                + type.getDeclaredConstructors().length
                + type.getAnnotations().length;
    }

    private static IllegalArgumentException unloadable(ClassFile file, Throwable e, int feature) {
        if (e instanceof UnsupportedClassVersionError) {
            return newer(
                    "a class that " + file.name() + " needs was compiled for a newer Java (" + e.getMessage() + ")",
                    feature);
        }
        if (e instanceof NoClassDefFoundError || e instanceof TypeNotPresentException) {
            String missing =
                    String.valueOf(e.getMessage()).replace('/', '.').replaceFirst("^Type (.*) not present$", "$1");
            return new IllegalArgumentException(
                    file.name() + " needs " + missing + ", which is not on the class path: add the library that has it",
                    e);
        }
        return new IllegalArgumentException(file.name() + " cannot be loaded: " + e, e);
    }

    private static IllegalArgumentException newer(String what, int feature) {
        return new IllegalArgumentException(what + ", and this is Java " + feature
                + ": run it on a newer Java (TURNSTONE_JAVA_HOME), or compile for this one");
    }
}
