package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Subscriptions, without the passwords in their connection strings. Who may not read these strings gets none.
final class Subscriptions implements Part {
    private static final String READABLE = """
            SELECT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT') AS readable""";

    private static final String SUBSCRIPTIONS = """
            SELECT s.oid, s.subname AS name, pg_get_userbyid(s.subowner) AS owner, s.subpublications AS publications,
              s.subenabled AS enabled, s.subslotname AS slot, s.subsynccommit AS commit, s.subbinary AS binary,
              s.substream AS stream, :connection AS connection, :two_phase AS two_phase, :error AS error,
              :origin AS origin, :password AS password_required, :run_as AS run_as, :failover AS failover
            FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        List<String> connection = new ArrayList<>();
        reading.each(READABLE, row -> connection.add(row.is("readable") ? "s.subconninfo" : "NULL"));
        String sql = SUBSCRIPTIONS
                .replace(":connection", connection.get(0))
                .replace(":two_phase", reading.since(15, "s.subtwophasestate <> 'd'", "false"))
                .replace(":error", reading.since(15, "s.subdisableonerr", "false"))
                .replace(":origin", reading.since(16, "s.suborigin", "'any'"))
                .replace(":password", reading.since(16, "s.subpasswordrequired", "true"))
                .replace(":run_as", reading.since(16, "s.subrunasowner", "false"))
                .replace(":failover", reading.since(17, "s.subfailover", "false"));
        reading.each(sql, row -> {
            Optional<Draft> subscription = drafts.addGlobal(Catalog.SUBSCRIPTION, Kind.SUBSCRIPTION, row);
            if (subscription.isPresent()) {
                subscription
                        .get()
                        .set(PostgresAttribute.PUBLICATIONS, row.names("publications"))
                        .set(PostgresAttribute.CONNECTION, Secrets.connection(row.text("connection")))
                        .set(Attribute.OPTIONS, options(row));
            }
        });
    }

    /// Those that are not what CREATE SUBSCRIPTION chooses.
    private static String options(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        option(options, "binary", row.is("binary") ? "true" : "");
        option(options, "disable_on_error", row.is("error") ? "true" : "");
        option(options, "enabled", row.is("enabled") ? "" : "false");
        option(options, "failover", row.is("failover") ? "true" : "");
        option(options, "origin", row.text("origin").equals("any") ? "" : row.text("origin"));
        option(options, "password_required", row.is("password_required") ? "" : "false");
        option(options, "run_as_owner", row.is("run_as") ? "true" : "");
        String slot = row.text("slot");
        option(options, "slot_name", slot.equals(row.text("name")) ? "" : slot.isEmpty() ? "NONE" : slot);
        option(options, "streaming", streaming(row.text("stream")));
        option(options, "synchronous_commit", row.text("commit").equals("off") ? "" : row.text("commit"));
        option(options, "two_phase", row.is("two_phase") ? "true" : "");
        return Names.list(options);
    }

    private static String streaming(String state) {
        return switch (state) {
            case "t", "true" -> "on";
            case "p" -> "parallel";
            default -> "";
        };
    }

    private static void option(List<String> options, String name, String value) {
        if (!value.isEmpty()) {
            options.add(name + "=" + value);
        }
    }
}
