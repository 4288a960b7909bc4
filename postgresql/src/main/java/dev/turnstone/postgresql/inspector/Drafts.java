package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Fingerprint;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What has been read so far, by identity and by the place in the catalog it was read from.
final class Drafts {
    private final Map<Id, Draft> drafts = new HashMap<>();
    private final Map<Long, Id> places = new HashMap<>();
    private final Map<Long, Id> members = new HashMap<>();
    private final Map<Long, Relation> relations = new HashMap<>();
    private final Set<String> unmodelled = new TreeSet<>();
    private final boolean bare;

    /// @param bare whether only definitions are wanted, not details and needs
    Drafts(boolean bare) {
        this.bare = bare;
    }

    boolean bare() {
        return bare;
    }

    private static long place(int catalog, long oid, int part) {
        return ((long) part << 45) | ((long) catalog << 32) | oid;
    }

    /// A new fact about an object of a schema, by the columns `oid`, `schema`, `name` and `owner` of a row; empty when
    /// it is an extension's, or its schema nobody's.
    Optional<Draft> add(Catalog catalog, Kind kind, Row row) throws SQLException {
        return add(catalog, kind, row, row.text("name"));
    }

    /// The same with another name than the one in the row.
    Optional<Draft> add(Catalog catalog, Kind kind, Row row, String name) throws SQLException {
        long oid = row.oid("oid");
        Optional<Id> schema = find(Catalog.SCHEMA, row.oid("schema"));
        if (schema.isEmpty() || member(catalog, oid)) {
            return Optional.empty();
        }
        Draft draft = add(catalog, oid, schema.get().child(kind, name));
        owner(draft.id(), row.common("owner"));
        return Optional.of(draft);
    }

    /// A new fact about an object of no schema, likewise.
    Optional<Draft> addGlobal(Catalog catalog, Kind kind, Row row) throws SQLException {
        long oid = row.oid("oid");
        if (member(catalog, oid)) {
            return Optional.empty();
        }
        Draft draft = add(catalog, oid, Id.of(kind, row.text("name")));
        owner(draft.id(), row.common("owner"));
        return Optional.of(draft);
    }

    /// A new fact without a place of its own in the catalog.
    Draft add(Id id) {
        Draft draft = new Draft(id, bare);
        drafts.put(id, draft);
        return draft;
    }

    /// A new fact about what the catalog keeps under `oid`.
    Draft add(Catalog catalog, long oid, Id id) {
        also(catalog, oid, id);
        return add(id);
    }

    /// Says that what the catalog keeps there too is part of `id`.
    void also(Catalog catalog, long oid, Id id) {
        places.put(place(catalog.number(), oid, 0), id);
    }

    /// The fact of a column, by its number.
    Draft addColumn(long relation, int number, Id id) {
        column(relation, number, id);
        return add(id);
    }

    /// What a column that has no fact, or not yet, would be.
    void column(long relation, int number, Id id) {
        places.put(place(Catalog.RELATION.number(), relation, number), id);
    }

    Optional<Id> column(long relation, int number) {
        return Optional.ofNullable(places.get(place(Catalog.RELATION.number(), relation, number)));
    }

    /// Says who owns an object.
    void owner(Id id, String role) {
        add(id.satellite(Kind.OWNER)).set(Attribute.ROLE, role);
    }

    /// Says that who owns an object follows from another's owner.
    void withoutOwner(Id id) {
        drafts.remove(id.satellite(Kind.OWNER));
    }

    Optional<Id> find(Catalog catalog, long oid) {
        return find(catalog.number(), oid, 0);
    }

    /// What is described at a place: a column's, or its relation's when it has none of its own.
    Optional<Id> find(int catalog, long oid, int part) {
        Id id = places.get(place(catalog, oid, part));
        return Optional.ofNullable(id == null && part != 0 ? places.get(place(catalog, oid, 0)) : id);
    }

    /// Exactly what is described at a place.
    Optional<Id> exactly(int catalog, long oid, int part) {
        return Optional.ofNullable(places.get(place(catalog, oid, part)));
    }

    Optional<Draft> draft(Id id) {
        return Optional.ofNullable(drafts.get(id));
    }

    /// The fact, which is added when it is only worth one for what it carries: the column of a view.
    Draft needed(Id id) {
        Draft draft = drafts.get(id);
        return draft == null ? add(id) : draft;
    }

    Collection<Draft> all() {
        return drafts.values();
    }

    /// Says that what is kept there belongs to an extension.
    void member(int catalog, long oid, Id extension) {
        members.put(place(catalog, oid, 0), extension);
    }

    boolean member(Catalog catalog, long oid) {
        return members.containsKey(place(catalog.number(), oid, 0));
    }

    Optional<Id> extension(int catalog, long oid) {
        return Optional.ofNullable(members.get(place(catalog, oid, 0)));
    }

    void relation(Relation relation) {
        relations.put(relation.oid(), relation);
    }

    Optional<Relation> relation(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    /// What is there and has no fact, for people.
    void unmodelled(String what) {
        unmodelled.add(what);
    }

    List<String> unmodelled() {
        return List.copyOf(unmodelled);
    }

    /// Forgets an object and all that belongs to it.
    void remove(Id id) {
        drafts.keySet().removeIf(other -> other.within(id));
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(drafts.size());
        drafts.values().forEach(draft -> facts.add(draft.fact()));
        return facts;
    }

    /// The fingerprint of the schema that `facts` make.
    String fingerprint(String dialect) {
        List<Draft> sorted = new ArrayList<>(drafts.values());
        sorted.sort((one, other) -> one.id().compareTo(other.id()));
        Fingerprint fingerprint = new Fingerprint(dialect);
        for (Draft draft : sorted) {
            fingerprint.fact(draft.id(), draft.definition());
        }
        return fingerprint.end(unmodelled);
    }
}
