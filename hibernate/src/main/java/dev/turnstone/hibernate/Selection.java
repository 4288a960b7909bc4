package dev.turnstone.hibernate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which classes are mapped. Told from class files; nothing is loaded.
///
/// @param entities by name
/// @param others embeddables, superclasses and converters
/// @param packages whose `package-info` says something to Hibernate
record Selection(Map<String, ClassFile> entities, List<ClassFile> others, Set<String> packages) {
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final List<String> OTHERS = List.of(
            "jakarta.persistence.Embeddable", "jakarta.persistence.MappedSuperclass", "jakarta.persistence.Converter");
    private static final List<String> SPEAKING_TO_HIBERNATE =
            List.of("org.hibernate.annotations.", "jakarta.persistence.");
    private static final String OLD_ENTITY = "javax.persistence.Entity";

    Selection {
        others = List.copyOf(others);
    }

    /// The classes of these names and of packages of these names; of every folder when there are none;
    /// those of a persistence unit when there is one.
    ///
    /// @throws IllegalArgumentException when there is no entity, or a name leads nowhere
    static Selection of(ClassPath classPath, List<String> names, Optional<PersistenceUnit> unit) {
        List<ClassFile> candidates = new ArrayList<>();
        if (!names.isEmpty()) {
            candidates.addAll(named(classPath, names));
        } else if (unit.isPresent()) {
            candidates.addAll(named(classPath, unit.get().classes()));
            if (unit.get().others()) {
                candidates.addAll(everything(classPath.folders()));
            }
        } else {
            candidates.addAll(everything(classPath.folders()));
        }
        Map<String, ClassFile> entities = new TreeMap<>();
        Map<String, ClassFile> others = new LinkedHashMap<>();
        Set<String> packages = new TreeSet<>();
        for (ClassFile type : candidates) {
            if (type.bears(ENTITY)) {
                entities.putIfAbsent(type.name(), type);
            } else if (OTHERS.stream().anyMatch(type::bears)) {
                others.putIfAbsent(type.name(), type);
            } else if (type.name().endsWith(".package-info") && speaksToHibernate(type)) {
                packages.add(type.name().substring(0, type.name().length() - ".package-info".length()));
            }
        }
        if (entities.isEmpty()) {
            throw noEntity(classPath, names, candidates);
        }
        return new Selection(entities, List.copyOf(others.values()), packages);
    }

    private static boolean speaksToHibernate(ClassFile type) {
        return type.annotations().keySet().stream()
                .anyMatch(annotation -> SPEAKING_TO_HIBERNATE.stream().anyMatch(annotation::startsWith));
    }

    private static List<ClassFile> everything(List<Path> roots) {
        return roots.stream()
                .flatMap(root -> ClassPath.classes(root, name -> true).stream())
                .toList();
    }

    private static List<ClassFile> named(ClassPath classPath, List<String> names) {
        Set<String> found = new TreeSet<>();
        Predicate<String> wanted = type -> {
            List<String> of = names.stream()
                    .filter(name -> type.equals(name) || type.startsWith(name + "."))
                    .toList();
            found.addAll(of);
            return !of.isEmpty();
        };
        List<ClassFile> classes = classPath.roots().stream()
                .flatMap(root -> ClassPath.classes(root, wanted).stream())
                .toList();
        for (String name : names) {
            if (!found.contains(name)) {
                throw new IllegalArgumentException("there is no class and no package " + name + " on the class path"
                        + absent(classPath) + ": compile the application, and name the folder of its classes");
            }
        }
        return classes;
    }

    private static IllegalArgumentException noEntity(
            ClassPath classPath, List<String> names, List<ClassFile> candidates) {
        Optional<String> old = candidates.stream()
                .filter(type -> type.bears(OLD_ENTITY))
                .map(ClassFile::name)
                .findFirst();
        if (old.isPresent()) {
            return new IllegalArgumentException(
                    old.get() + " is an entity of javax.persistence, which Hibernate 6.4 and"
                            + " later do not read: move the application to jakarta.persistence first");
        }
        String where = !names.isEmpty()
                ? "in " + String.join(", ", names)
                : classPath.folders().isEmpty()
                        ? "looked for, since the class path has no folder"
                        : "in "
                                + String.join(
                                        ", ",
                                        classPath.folders().stream()
                                                .map(Path::toString)
                                                .toList());
        return new IllegalArgumentException("no class with @jakarta.persistence.Entity " + where + absent(classPath)
                + ": compile the application first, or name the packages of its entities");
    }

    private static String absent(ClassPath classPath) {
        return classPath.absent().isEmpty()
                ? ""
                : ", of which "
                        + String.join(
                                ", ",
                                classPath.absent().stream().map(Path::toString).toList()) + " does not exist";
    }

    /// The selection without these entities and those that extend them.
    Selection without(Collection<String> legacy) {
        Map<String, ClassFile> left = new TreeMap<>(entities);
        left.keySet().removeIf(name -> extendsOne(name, legacy));
        return new Selection(left, others, packages);
    }

    private boolean extendsOne(String name, Collection<String> legacy) {
        String at = name;
        while (entities.containsKey(at)) {
            if (legacy.contains(at)) {
                return true;
            }
            at = entities.get(at).superName();
        }
        return false;
    }

    /// Entities that share the name by which queries call them, by that name: no application can run both
    /// at once.
    Map<String, List<String>> namesakes() {
        Map<String, List<String>> byName = new TreeMap<>();
        entities.forEach((type, file) -> {
            String own = file.annotations().getOrDefault(ENTITY, Map.of()).getOrDefault("name", "");
            String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
            byName.computeIfAbsent(own.isEmpty() ? simple : own, ignored -> new ArrayList<>())
                    .add(type);
        });
        byName.values().removeIf(types -> types.size() < 2);
        return byName;
    }

    /// Every class, entities last.
    List<ClassFile> classes() {
        List<ClassFile> classes = new ArrayList<>(others);
        classes.addAll(entities.values());
        return classes;
    }
}
