package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is left out of every schema that is read: what a person's patterns name, and the histories that other migration
/// tools keep in tables of their own. Pure.
///
/// @param patterns in order; the last one that names an object decides
public record Ignored(List<NamePattern> patterns) {
    /// Nothing but the histories of other tools.
    public static final Ignored HISTORIES = new Ignored(List.of());

    public Ignored {
        patterns = List.copyOf(patterns);
    }

    /// Reads patterns as they stand in `ignore`.
    ///
    /// @throws IllegalArgumentException when one is none; the message says what one looks like
    public static Ignored parse(List<String> written) {
        return new Ignored(written.stream().map(NamePattern::parse).toList());
    }

    /// A pattern of names: `audit_log`, `audit_*`, `legacy.*`, `users.old_index`, `trigger:*.audit`,
    /// `!public.migrations`.
    ///
    /// @param kept whether it names what is not left out, by a `!` before it
    /// @param kind of the objects that it names; all when absent
    /// @param names of the objects, with their schema or without
    public record NamePattern(boolean kept, Optional<Kind> kind, Pattern names) {
        /// Reads a pattern. `*` stands for any part of a name, `?` for a character of it; neither crosses a dot.
        ///
        /// @throws IllegalArgumentException when it is none
        public static NamePattern parse(String written) {
            String rest = written.strip();
            boolean kept = rest.startsWith("!");
            rest = kept ? rest.substring(1) : rest;
            int colon = rest.indexOf(':');
            Optional<Kind> kind = colon < 0
                    ? Optional.empty()
                    : Optional.of(Kind.of(rest.substring(0, colon).strip().replace(' ', '-')));
            String names = rest.substring(colon + 1).strip().replace("\"", "");
            if (names.isEmpty()) {
                throw new IllegalArgumentException("\"" + written + "\" names nothing: write a name as audit_log,"
                        + " audit_*, legacy.*, trigger:users.audit");
            }
            return new NamePattern(kept, kind, expression(names.toLowerCase(Locale.ROOT)));
        }

        private static Pattern expression(String names) {
            StringBuilder expression = new StringBuilder();
            for (int i = 0; i < names.length(); i++) {
                char letter = names.charAt(i);
                expression.append(
                        switch (letter) {
                            case '*' -> "[^.]*";
                            case '?' -> "[^.]";
                            default -> Pattern.quote(String.valueOf(letter));
                        });
            }
            return Pattern.compile(expression.toString());
        }

        boolean names(Id id) {
            if (id.kind().satellite() || kind.map(wanted -> wanted != id.kind()).orElse(false)) {
                return false;
            }
            String path = id.path().toLowerCase(Locale.ROOT);
            boolean inSchema =
                    id.kind() != Kind.SCHEMA && id.nearest(Kind.SCHEMA).isPresent();
            String bare = inSchema ? path.substring(path.indexOf('.') + 1) : path;
            return names.matcher(path).matches() || names.matcher(bare).matches();
        }
    }

    /// A schema without what is ignored.
    ///
    /// @param schema what is left
    /// @param patterns how many objects the patterns named
    /// @param histories the tables of other tools that were left out, and whose they are
    public record Rest(Schema schema, int patterns, Map<Id, String> histories) {
        public Rest {
            histories = new LinkedHashMap<>(histories);
        }
    }

    /// Whether anything of these may be ignored.
    public boolean mayConcern(Collection<Id> ids) {
        return ids.stream().anyMatch(this::named)
                || !MigrationTools.histories(ids).isEmpty();
    }

    /// Whether a pattern names an object: to be left out, or, with a `!`, to stay; empty when none does.
    public Optional<Boolean> leftOut(Id id) {
        Optional<Boolean> leftOut = Optional.empty();
        for (NamePattern pattern : patterns) {
            if (pattern.names(id)) {
                leftOut = Optional.of(!pattern.kept());
            }
        }
        return leftOut;
    }

    /// What is left of a schema. With an object goes all that belongs to it and all that cannot be without it. The
    /// table of another tool stays when something else needs it: then it is no mere history.
    public Rest of(Schema whole) {
        Set<Id> named = new LinkedHashSet<>();
        whole.ids().stream().filter(this::named).forEach(named::add);
        Map<Id, String> histories = new LinkedHashMap<>(MigrationTools.histories(whole.ids()));
        histories
                .keySet()
                .removeIf(table -> kept(table) || named.contains(table) || used(whole, table, histories.keySet()));
        if (named.isEmpty() && histories.isEmpty()) {
            return new Rest(whole, 0, Map.of());
        }
        Set<Id> gone = new HashSet<>(named);
        gone.addAll(histories.keySet());
        spread(whole, gone);
        emptySchemas(whole, gone, histories.keySet());
        List<Fact> facts = whole.facts().stream()
                .filter(fact -> !fact.id().withinAny(gone))
                .toList();
        return new Rest(
                new Schema(whole.dialect(), whole.version(), facts, whole.unmodelled()), named.size(), histories);
    }

    private boolean named(Id id) {
        return leftOut(id).orElse(false);
    }

    private boolean kept(Id id) {
        return patterns.stream().anyMatch(pattern -> pattern.kept() && pattern.names(id));
    }

    private static boolean used(Schema whole, Id table, Set<Id> histories) {
        return whole.facts().stream()
                .filter(fact -> !fact.id().withinAny(histories) && !ownedBy(fact, table))
                .anyMatch(fact -> fact.needs().stream().anyMatch(need -> need.within(table)));
    }

    /// Whether it is a sequence of a column of the table.
    private static boolean ownedBy(Fact fact, Id table) {
        return fact.get(Attribute.PARENT)
                .map(Id::parse)
                .map(column -> column.within(table))
                .orElse(false);
    }

    private static void spread(Schema whole, Set<Id> gone) {
        boolean more = true;
        while (more) {
            more = false;
            for (Fact fact : whole.facts()) {
                boolean goes = fact.needs().stream().anyMatch(need -> need.withinAny(gone))
                        || gone.stream().anyMatch(id -> ownedBy(fact, id));
                if (goes && !fact.id().withinAny(gone)) {
                    gone.add(fact.id());
                    more = true;
                }
            }
        }
    }

    /// A schema that held nothing but ignored histories goes with them.
    private static void emptySchemas(Schema whole, Set<Id> gone, Set<Id> histories) {
        List<Id> schemas = new ArrayList<>();
        histories.forEach(table -> table.parent().ifPresent(schemas::add));
        for (Id schema : schemas) {
            boolean empty = !schema.name().equals("public")
                    && whole.facts().stream()
                            .map(Fact::id)
                            .filter(id -> id.within(schema) && !id.equals(schema))
                            .allMatch(
                                    id -> (id.kind().satellite() && id.parent().equals(Optional.of(schema)))
                                            || id.withinAny(gone));
            if (empty) {
                gone.add(schema);
            }
        }
    }
}
