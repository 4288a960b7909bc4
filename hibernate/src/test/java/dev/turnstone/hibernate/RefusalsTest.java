package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.EntityScripts.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every refusal says what is wrong, and what to do.
class RefusalsTest {
    @TempDir
    Path folder;

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Request request) {
        return assertThatThrownBy(() -> new HibernateEntities().script(request))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Application notes() {
        return Application.compiled("notes", "6.6", folder);
    }

    @Test
    void withoutHibernate() {
        refused(new Request("postgresql", "18.1", List.of(notes().classes()), Map.of(), List.of()))
                .hasMessageContaining("no Hibernate on the class path")
                .hasMessageContaining("dependency:build-classpath");
    }

    @Test
    void anOldHibernate() throws IOException {
        Application old = Application.ofSource(
                "org.hibernate.Version",
                "package org.hibernate; public class Version {"
                        + " public static String getVersionString() { return \"5.6.15.Final\"; } }",
                "6.6",
                folder,
                List.of());

        refused(new Request("postgresql", "18.1", List.of(old.classes()), Map.of(), List.of()))
                .hasMessageContaining("5.6.15.Final")
                .hasMessageContaining("6.4 or later");
    }

    @Test
    void aClassOfANewerJava() throws IOException {
        Application notes = notes();
        Path file = notes.classes().resolve("com/acme/notes/Note.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (Runtime.version().feature() + 45);
        Files.write(file, bytes);

        refused(notes.request("postgresql", "18.1"))
                .hasMessageContaining("com.acme.notes.Note was compiled for Java "
                        + (Runtime.version().feature() + 1))
                .hasMessageContaining("TURNSTONE_JAVA_HOME");
    }

    @Test
    void aMissingLibrary() throws IOException {
        Application notes = notes();
        Files.delete(notes.classes().resolve("com/acme/notes/Note$Mood.class"));

        refused(notes.request("postgresql", "18.1"))
                .hasMessageContaining("com.acme.notes.Note needs com.acme.notes.Note$Mood")
                .hasMessageContaining("add the library");
    }

    @Test
    void anUnknownDatabase() {
        refused(notes().request("mysql", "8.4"))
                .hasMessageContaining("\"mysql\"")
                .hasMessageContaining("postgresql and sqlite");
    }

    @Test
    void sqliteWithoutItsDialect() {
        Application notes = notes();
        List<Path> without = notes.classPath().stream()
                .filter(path -> !path.toString().contains("community"))
                .toList();

        refused(new Request("sqlite", "3.54.1", without, Map.of(), List.of()))
                .hasMessageContaining("org.hibernate.orm:hibernate-community-dialects:6.6.33.Final");
    }

    @Test
    void anUnknownDialect() {
        refused(notes().request(Map.of("hibernate.dialect", "com.acme.NoDialect"), List.of()))
                .hasMessageContaining("com.acme.NoDialect is not on the class path");
        refused(notes().request(Map.of("hibernate.dialect", "org.hibernate.dialect.H2Dialect"), List.of()))
                .hasMessageContaining("is not a dialect for PostgreSQL");
    }

    @Test
    void aNameThatLeadsNowhere() {
        refused(notes().request(Map.of(), List.of("com.acme.nodes")))
                .hasMessageContaining("no class and no package com.acme.nodes");
    }

    @Test
    void foldersThatDoNotExist() {
        Application notes = notes();
        Path absent = folder.resolve("target/classes");
        List<Path> path = new ArrayList<>(notes.libraries());
        path.add(0, absent);

        refused(new Request("postgresql", "18.1", path, Map.of(), List.of()))
                .hasMessageContaining(absent + " does not exist")
                .hasMessageContaining("compile the application");
    }

    @Test
    void entitiesOfJavax() throws IOException {
        Path sources = folder.resolve("javax");
        Path annotation = sources.resolve("javax/persistence/Entity.java");
        Path entity = sources.resolve("com/acme/Old.java");
        Files.createDirectories(annotation.getParent());
        Files.createDirectories(entity.getParent());
        Files.writeString(
                annotation,
                "package javax.persistence; @java.lang.annotation.Retention("
                        + "java.lang.annotation.RetentionPolicy.RUNTIME) public @interface Entity {}");
        Files.writeString(entity, "package com.acme; @javax.persistence.Entity public class Old {}");

        refused(Application.compiled(List.of(annotation, entity), "6.6", folder, List.of())
                        .request("postgresql", "18.1"))
                .hasMessageContaining("com.acme.Old")
                .hasMessageContaining("jakarta.persistence");
    }

    @Test
    void aMappingThatHibernateRefuses() throws IOException {
        Application broken = Application.ofSource(
                "com.acme.Broken",
                "package com.acme; @jakarta.persistence.Entity public class Broken { String noIdentifier; }",
                "6.6",
                folder,
                List.of());

        refused(broken.request("postgresql", "18.1"))
                .hasMessageContaining("Hibernate 6.6.33.Final does not accept the mapping")
                .hasMessageContaining("com.acme.Broken");
    }

    @Test
    void aYamlFileNobodyCanRead() {
        refused(notes().addFile("application.yml", "spring:\n  jpa:\n    open-in-view: false\n")
                        .request("postgresql", "18.1"))
                .hasMessageContaining("org.yaml:snakeyaml");
    }

    @Test
    void namesakesThatMapDifferentTables() throws IOException {
        Application two = Application.compiled("namesakes", "6.6", folder);
        Path crm = Path.of("src/test/applications/namesakes/com/acme/crm/Client.java");
        Path other = folder.resolve("other/Client.java");
        Files.createDirectories(other.getParent());
        Files.writeString(other, Files.readString(crm).replace("\"clients\"", "\"others\""));
        Application.compiled(List.of(other), "6.6", folder, List.of());

        refused(two.request("postgresql", "18.1"))
                .hasMessageContaining("com.acme.crm.Client and com.acme.shop.Client are both called Client");
    }
}
