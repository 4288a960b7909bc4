package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Collations; the version of the library they were made with is none of their definition.
final class Collations implements Part {
    private static final String COLLATIONS = """
            SELECT c.oid, c.collname AS name, c.collnamespace AS schema, pg_get_userbyid(c.collowner) AS owner,
              c.collprovider AS provider, NOT c.collisdeterministic AS nondeterministic, c.collcollate AS collate,
              c.collctype AS ctype, :locale AS locale, :rules AS rules
            FROM pg_collation c WHERE c.oid >= 16384""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        String locale = reading.since(17, "c.colllocale", reading.since(15, "c.colliculocale", "c.collcollate"));
        String sql =
                COLLATIONS.replace(":locale", locale).replace(":rules", reading.since(16, "c.collicurules", "NULL"));
        reading.each(sql, row -> {
            Optional<Draft> collation = drafts.add(Catalog.COLLATION, Kind.COLLATION, row);
            if (collation.isPresent()) {
                collation.get().set(Attribute.DEFINITION, definition(row));
            }
        });
    }

    private static String definition(Row row) throws SQLException {
        Definition definition = new Definition();
        switch (row.text("provider")) {
            case "i" -> definition.add("provider", "icu").quoted("locale", row.text("locale"));
            case "b" -> definition.add("provider", "builtin").quoted("locale", row.text("locale"));
            default -> libc(definition.add("provider", "libc"), row.text("collate"), row.text("ctype"));
        }
        return definition
                .add("deterministic", row.is("nondeterministic") ? "false" : "")
                .quoted("rules", row.text("rules"))
                .text();
    }

    private static void libc(Definition definition, String collate, String ctype) {
        if (collate.equals(ctype)) {
            definition.quoted("locale", collate);
        } else {
            definition.quoted("lc_collate", collate).quoted("lc_ctype", ctype);
        }
    }
}
