package dev.turnstone.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/// Who a fact is about: a kind and a name below a parent. A column's parent is its table, a table's its schema (none
/// in SQLite), a comment's whatever it describes.
///
/// @param kind of the object
/// @param parent what it belongs to
/// @param name among the objects of its kind below its parent, as stored, never quoted; a routine's includes the types
///     of its arguments; empty for a satellite of which there is only one, a grantee for a grant
public record Id(Kind kind, Optional<Id> parent, String name) implements Comparable<Id> {
    /// An object that belongs to no other.
    public static Id of(Kind kind, String name) {
        return new Id(kind, Optional.empty(), name);
    }

    /// An object below this one.
    public Id child(Kind kind, String name) {
        return new Id(kind, Optional.of(this), name);
    }

    /// The satellite of a kind of which there is one: its comment, its owner.
    public Id satellite(Kind kind) {
        return child(kind, "");
    }

    /// Whether it is `ancestor` or below it.
    public boolean within(Id ancestor) {
        return equals(ancestor) || parent.map(above -> above.within(ancestor)).orElse(false);
    }

    /// Whether it is one of `ancestors` or below one.
    public boolean withinAny(Set<Id> ancestors) {
        return ancestors.contains(this)
                || parent.map(above -> above.withinAny(ancestors)).orElse(false);
    }

    /// The nearest of itself and what it belongs to that is of that kind.
    public Optional<Id> nearest(Kind wanted) {
        return kind == wanted ? Optional.of(this) : parent.flatMap(above -> above.nearest(wanted));
    }

    /// The same with `from`, itself or an ancestor, replaced by `to`.
    public Id moved(Id from, Id to) {
        if (equals(from)) {
            return to;
        }
        if (parent.isEmpty()) {
            return this;
        }
        Id above = parent.get();
        Id moved = above.moved(from, to);
        return moved.equals(above) ? this : new Id(kind, Optional.of(moved), name);
    }

    /// The identity as text: `schema:public/table:users/column:email`. `%`, `/` and `:` in names are written `%25`,
    /// `%2F`, `%3A`.
    public String text() {
        return parent.isPresent() ? parent.get().text() + "/" + ownText() : ownText();
    }

    /// What `text` says below the parent.
    String ownText() {
        return kind.code() + ":" + name.replace("%", "%25").replace("/", "%2F").replace(":", "%3A");
    }

    /// Reads what `text` wrote.
    ///
    /// @throws IllegalArgumentException when it is not an identity
    public static Id parse(String text) {
        Optional<Id> id = Optional.empty();
        for (String part : text.split("/", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("\"" + text + "\" is not an identity such as table:users");
            }
            String name = part.substring(colon + 1)
                    .replace("%3A", ":")
                    .replace("%2F", "/")
                    .replace("%25", "%");
            id = Optional.of(new Id(Kind.of(part.substring(0, colon)), id, name));
        }
        return id.orElseThrow();
    }

    /// The object for people: `column public.users.email`, `comment on table public.users`.
    public String words() {
        if (kind.satellite()) {
            String of = parent.map(above -> " of " + above.words()).orElse("");
            String who = name.isEmpty() ? "" : kind == Kind.GRANT ? " to " + name : " " + name;
            return kind.words() + who + of;
        }
        return kind.words() + " " + path();
    }

    /// The names from the outermost parent on, joined by dots.
    public String path() {
        Deque<String> names = new ArrayDeque<>();
        Optional<Id> at = Optional.of(this);
        while (at.isPresent()) {
            if (!at.get().name().isEmpty()) {
                names.addFirst(at.get().name());
            }
            at = at.get().parent();
        }
        return String.join(".", names);
    }

    /// By parent, then kind, then name.
    @Override
    public int compareTo(Id other) {
        if (this == other) {
            return 0;
        }
        int byParent = parent.isPresent() && other.parent.isPresent()
                ? parent.get().compareTo(other.parent.get())
                : Boolean.compare(parent.isPresent(), other.parent.isPresent());
        int byKind = byParent != 0 ? byParent : kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return text();
    }
}
