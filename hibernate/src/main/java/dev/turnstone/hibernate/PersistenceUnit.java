package dev.turnstone.hibernate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// A persistence unit of `META-INF/persistence.xml`.
///
/// @param name of the unit
/// @param classes named one by one
/// @param mappingFiles resources with mappings in XML
/// @param others whether classes that it does not name belong to it too
/// @param properties as written
record PersistenceUnit(
        String name, List<String> classes, List<String> mappingFiles, boolean others, Map<String, String> properties) {
    /// The property of a request that chooses among several units.
    static final String CHOICE = "persistence-unit";

    private static final String FILE = "META-INF/persistence.xml";

    PersistenceUnit {
        classes = List.copyOf(classes);
        mappingFiles = List.copyOf(mappingFiles);
        properties = Map.copyOf(properties);
    }

    /// The unit of the class path: the only one, or the one of that name.
    ///
    /// @throws IllegalArgumentException when there are several and none is chosen, when the chosen one is
    ///     absent, or when a file cannot be read
    static Optional<PersistenceUnit> find(ClassPath classPath, Optional<String> chosen) {
        List<PersistenceUnit> units = new ArrayList<>();
        for (byte[] file : classPath.all(FILE)) {
            units.addAll(read(file));
        }
        List<String> names = units.stream().map(PersistenceUnit::name).toList();
        if (chosen.isPresent()) {
            return Optional.of(units.stream()
                    .filter(unit -> unit.name().equals(chosen.get()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no persistence unit \"" + chosen.get()
                            + "\" on the class path; its " + FILE + " files name " + names)));
        }
        if (units.size() > 1) {
            throw new IllegalArgumentException("the class path has several persistence units, " + names
                    + ": choose one with the property " + CHOICE + "=NAME, or name the packages of the entities");
        }
        return units.stream().findFirst();
    }

    private static List<PersistenceUnit> read(byte[] file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            NodeList units = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(file))
                    .getElementsByTagNameNS("*", "persistence-unit");
            List<PersistenceUnit> read = new ArrayList<>();
            for (int i = 0; i < units.getLength(); i++) {
                if (units.item(i) instanceof Element unit) {
                    read.add(of(unit));
                }
            }
            return read;
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException(FILE + " cannot be read: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java reads XML", e);
        }
    }

    private static PersistenceUnit of(Element unit) {
        boolean excluded = texts(unit, "exclude-unlisted-classes").stream()
                .anyMatch(text -> text.isEmpty() || text.equals("true") || text.equals("1"));
        Map<String, String> properties = new LinkedHashMap<>();
        NodeList found = unit.getElementsByTagNameNS("*", "property");
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element property) {
                properties.put(property.getAttribute("name"), property.getAttribute("value"));
            }
        }
        return new PersistenceUnit(
                unit.getAttribute("name"), texts(unit, "class"), texts(unit, "mapping-file"), !excluded, properties);
    }

    private static List<String> texts(Element unit, String element) {
        NodeList found = unit.getElementsByTagNameNS("*", element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
