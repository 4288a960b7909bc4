package dev.turnstone.postgresql.inspector;

import java.sql.SQLException;

/// Reads one sort of objects of the whole database, in a query or two.
interface Part {
    void read(Reading reading, Drafts drafts) throws SQLException;
}
