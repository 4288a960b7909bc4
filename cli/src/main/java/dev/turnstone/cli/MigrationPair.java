package dev.turnstone.cli;

/// The text of a migration, divided over the two files of a pair.
///
/// @param up for `.up.sql`
/// @param down for `.down.sql`
record MigrationPair(String up, String down) {
    private static final String UP = "-- turnstone:up";
    private static final String DOWN = "-- turnstone:down";

    /// Cuts a whole file at its markers.
    static MigrationPair of(String text) {
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        boolean back = false;
        boolean marked = false;
        for (String line : text.split("(?<=\n)", -1)) {
            String bare = line.strip();
            if (bare.equals(DOWN)) {
                back = true;
                marked = true;
            } else if (bare.startsWith(DOWN + " ") || bare.equals(UP) || bare.startsWith(UP + " ")) {
                back = bare.startsWith(DOWN);
                (back ? down : up).append(line);
            } else {
                (back ? down : up).append(line);
            }
        }
        boolean nothing = marked && down.toString().isBlank();
        return new MigrationPair(up.toString().stripTrailing() + "\n", nothing ? DOWN + "\n" : down.toString());
    }
}
