package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Procedural languages that no extension brought.
final class Languages implements Part {
    private static final String LANGUAGES = """
            SELECT oid, lanname AS name, pg_get_userbyid(lanowner) AS owner, lanpltrusted AS trusted,
              CASE WHEN lanplcallfoid <> 0 THEN lanplcallfoid::regproc::text END AS handler,
              CASE WHEN laninline <> 0 THEN laninline::regproc::text END AS inline,
              CASE WHEN lanvalidator <> 0 THEN lanvalidator::regproc::text END AS validator
            FROM pg_language WHERE lanispl""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(LANGUAGES, row -> {
            Optional<Draft> language = drafts.addGlobal(Catalog.LANGUAGE, Kind.LANGUAGE, row);
            if (language.isPresent()) {
                language.get()
                        .set(PostgresAttribute.TRUSTED, row.is("trusted"))
                        .set(PostgresAttribute.HANDLER, row.text("handler"))
                        .set(PostgresAttribute.INLINE, row.text("inline"))
                        .set(PostgresAttribute.VALIDATOR, row.text("validator"));
            }
        });
    }
}
