package dev.turnstone.schema;

import dev.turnstone.sql.TextDigest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// SHA-256 over all identities and definitions of a schema: equal exactly when two schemas are. It is taken fact by
/// fact, so that who wants nothing else need not hold a [Schema]. Not thread-safe.
public final class Fingerprint {
    private final TextDigest digest = new TextDigest();
    private Optional<Id> parent = Optional.empty();
    private String parentText = "";

    /// @param dialect whose facts follow: `postgresql`, `sqlite`
    public Fingerprint(String dialect) {
        part(dialect);
    }

    /// Adds a fact. They come in the order of their identities.
    ///
    /// @param definition in the order of its attributes' names
    public void fact(Id id, Map<String, String> definition) {
        part(text(id));
        definition.forEach((attribute, value) -> {
            part(attribute);
            part(value);
        });
        digest.add((byte) 2);
    }

    /// Neighbours have the same parent, whose text is made once.
    private String text(Id id) {
        if (id.parent().isEmpty()) {
            return id.text();
        }
        if (!parent.equals(id.parent())) {
            parent = id.parent();
            parentText = id.parent().get().text();
        }
        return parentText + "/" + id.ownText();
    }

    /// Ends it.
    ///
    /// @param unmodelled what is there and cannot be described, in order
    /// @return `sha256:…`
    public String end(Collection<String> unmodelled) {
        for (String object : unmodelled) {
            part(object);
        }
        return "sha256:" + digest.hex();
    }

    private void part(String text) {
        digest.add((byte) 1).addMeasured(text);
    }
}
