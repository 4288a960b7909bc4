package dev.turnstone.plan;

import dev.turnstone.history.Chain;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Position;
import dev.turnstone.migration.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plan as it is kept in a file: what would run, by checksums, and the history and the schema it was made for. Text,
/// one fact a line, closed by a seal over all lines before it.
///
/// @param dialect the dialect's name
/// @param position where the journal ended
/// @param schema the fingerprint of the schema, when it was read
/// @param items the migrations in order
public record SavedPlan(String dialect, Position position, Optional<String> schema, List<Item> items) {
    private static final String HEADER = "turnstone-plan 1";

    public SavedPlan {
        items = List.copyOf(items);
    }

    /// One migration of a saved plan.
    ///
    /// @param checksum of its `up` text, `-` for Java migrations without one
    /// @param steps the hashes of the steps still to do
    public record Item(String version, Direction direction, String checksum, List<String> steps) {
        public Item {
            steps = List.copyOf(steps);
        }

        private String line() {
            return direction.text() + " " + version + " " + checksum + " " + String.join(",", steps);
        }
    }

    /// The plan's facts.
    ///
    /// @param schema the fingerprint of the schema it was made for, when it was read
    public static SavedPlan of(String dialect, Plan plan, Optional<String> schema) {
        List<Item> items = plan.migrations().stream()
                .map(planned -> new Item(
                        planned.migration().version().text(),
                        planned.direction(),
                        checksum(planned).map(Checksum::toString).orElse("-"),
                        planned.remaining().stream().map(Step::hash).toList()))
                .toList();
        return new SavedPlan(dialect, plan.madeFor(), schema, items);
    }

    private static Optional<Checksum> checksum(PlannedMigration planned) {
        return planned.direction() == Direction.UP
                ? planned.migration().checksum()
                : planned.migration().downChecksum();
    }

    /// The text to keep.
    public String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append("dialect ").append(dialect).append('\n');
        text.append("history ")
                .append(position.seq())
                .append(' ')
                .append(position.attempt())
                .append(' ')
                .append(position.chain().isEmpty() ? "-" : position.chain())
                .append('\n');
        schema.ifPresent(
                fingerprint -> text.append("schema ").append(fingerprint).append('\n'));
        items.forEach(item -> text.append(item.line()).append('\n'));
        return text + "seal " + Chain.hash(text.toString()) + "\n";
    }

    /// Reads a kept plan.
    ///
    /// @throws IllegalArgumentException when the text is no plan or was edited
    public static SavedPlan parse(String text) {
        int seal = text.lastIndexOf("seal ");
        if (!text.startsWith(HEADER + "\n") || seal < 0) {
            throw new IllegalArgumentException(
                    "this is not a plan of Turnstone (its first line is not \"" + HEADER + "\")");
        }
        String sealed = text.substring(0, seal);
        if (!text.substring(seal + "seal ".length()).strip().equals(Chain.hash(sealed))) {
            throw new IllegalArgumentException(
                    "the plan was edited after it was made: its seal does not fit. Make it again");
        }
        List<Item> items = new ArrayList<>();
        String dialect = "";
        Position position = Position.START;
        Optional<String> schema = Optional.empty();
        for (String line : sealed.lines().skip(1).toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "dialect" -> dialect = words[1];
                case "history" ->
                    position = new Position(
                            Long.parseLong(words[1]), "-".equals(words[3]) ? "" : words[3], Long.parseLong(words[2]));
                case "schema" -> schema = Optional.of(words[1]);
                default ->
                    items.add(new Item(
                            words[1],
                            Direction.of(words[0]),
                            words[2],
                            words[3].isEmpty() ? List.of() : List.of(words[3].split(",", -1))));
            }
        }
        return new SavedPlan(dialect, position, schema, items);
    }

    /// What is different now, one line each for people; empty when nothing has moved.
    public List<String> movedSince(SavedPlan now) {
        List<String> moved = new ArrayList<>();
        if (!dialect.equals(now.dialect)) {
            moved.add("the plan is for " + dialect + ", this database is " + now.dialect);
        }
        if (!position.equals(now.position)) {
            moved.add("the history went on: it ended at entry " + position.seq() + " and ends at entry "
                    + now.position.seq() + " now");
        }
        if (!schema.equals(now.schema)) {
            moved.add("the schema is another one than it was: turnstone drift shows what the history does not say");
        }
        for (int i = 0; i < Math.max(items.size(), now.items.size()); i++) {
            if (i >= items.size()) {
                moved.add(now.items.get(i).version + " would run and is not in the plan");
            } else if (i >= now.items.size()) {
                moved.add(items.get(i).version + " is in the plan and would not run");
            } else if (!items.get(i).equals(now.items.get(i))) {
                moved.add(difference(items.get(i), now.items.get(i)));
            }
        }
        return moved;
    }

    private static String difference(Item planned, Item now) {
        if (!planned.version.equals(now.version) || planned.direction != now.direction) {
            return "the plan says " + planned.direction.text() + " " + planned.version + " where "
                    + now.direction.text() + " " + now.version + " would run";
        }
        return planned.version + " has another text than when it was planned";
    }
}
