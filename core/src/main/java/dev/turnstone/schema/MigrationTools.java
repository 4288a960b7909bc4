package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tables in which other migration tools keep their histories: known by name and by columns, so that a table of a
/// user's own that merely has such a name is never taken for one. Pure.
public final class MigrationTools {
    /// The table of a tool.
    ///
    /// @param columns that it always has
    /// @param others that some versions of the tool add
    private record Table(String tool, Set<String> columns, Set<String> others) {
        boolean is(Set<String> shape) {
            Set<String> rest = new HashSet<>(shape);
            rest.removeAll(columns);
            return shape.containsAll(columns) && others.containsAll(rest);
        }
    }

    /// A line each: the tool; the table; its columns; columns that not every version has.
    private static final String KNOWN = """
        Flyway; flyway_schema_history; installed_rank version description type script checksum installed_by installed_on execution_time success
        Flyway; schema_version; installed_rank version description type script checksum installed_by installed_on execution_time success; version_rank
        Liquibase; databasechangelog; id author filename dateexecuted orderexecuted exectype md5sum description comments tag liquibase; contexts labels deployment_id
        Liquibase; databasechangeloglock; id locked lockgranted lockedby
        Rails; schema_migrations; version
        golang-migrate; schema_migrations; version dirty
        Ecto; schema_migrations; version inserted_at
        Migratus; schema_migrations; id applied description
        Supabase; schema_migrations; version statements name; created_by idempotency_key rollback
        Pop; schema_migration; version; version_self
        Rails; ar_internal_metadata; key value created_at updated_at
        TypeORM; migrations; id timestamp name
        TypeORM; typeorm_metadata; type database schema table name value
        Laravel; migrations; id migration batch
        db-migrate; migrations; id name run_on
        postgres-migrations; migrations; id name hash executed_at
        Kysely; kysely_migration; name timestamp
        Kysely; kysely_migration_lock; id is_locked
        MikroORM; mikro_orm_migrations; id name executed_at
        Drizzle; __drizzle_migrations; id hash created_at; name applied_at
        Prisma; _prisma_migrations; id checksum finished_at migration_name logs rolled_back_at started_at applied_steps_count
        Knex; knex_migrations; id name batch migration_time
        Knex; knex_migrations_lock; index is_locked
        node-pg-migrate; pgmigrations; id name run_on
        Goose; goose_db_version; id version_id is_applied tstamp
        Atlas; atlas_schema_revisions; version description type applied total executed_at execution_time hash operator_version; error error_stmt partial_hashes
        Alembic; alembic_version; version_num
        Django; django_migrations; id app name applied
        Diesel; __diesel_schema_migrations; version run_on
        MyBatis; changelog; id applied_at description
        Sequelize; sequelizemeta; name
        sql-migrate; gorp_migrations; id applied_at
        sqlx; _sqlx_migrations; version description installed_on success checksum execution_time
        Refinery; refinery_schema_history; version name applied_on checksum
        SeaORM; seaql_migrations; version applied_at
        Entity Framework; __efmigrationshistory; migrationid productversion
        Phinx; phinxlog; version migration_name start_time end_time; breakpoint
        Doctrine; doctrine_migration_versions; version executed_at execution_time
        Yii; migration; version apply_time
        yoyo; _yoyo_migration; migration_hash migration_id applied_at_utc
        yoyo; _yoyo_log; id migration_hash migration_id operation username hostname comment created_at_utc
        yoyo; _yoyo_version; version installed_at_utc
        yoyo; yoyo_lock; locked ctime pid
        Play; play_evolutions; id hash applied_at apply_script revert_script state last_problem
        Play; play_evolutions_lock; lock
        Bun; bun_migrations; id name group_id migrated_at
        Bun; bun_migration_locks; id table_name
        Ragtime; ragtime_migrations; id created_at
        DbUp; schemaversions; schemaversionsid scriptname applied
        tern; schema_version; version
        """;

    private static final Map<String, List<Table>> TABLES = tables();

    private MigrationTools() {}

    private static Map<String, List<Table>> tables() {
        Map<String, List<Table>> tables = new HashMap<>();
        for (String line : KNOWN.lines().toList()) {
            String[] parts = line.split("; ?", -1);
            Table table = new Table(
                    parts[0], Set.of(parts[2].split(" ")), parts.length > 3 ? Set.of(parts[3].split(" ")) : Set.of());
            tables.computeIfAbsent(parts[1], ignored -> new ArrayList<>()).add(table);
        }
        return tables;
    }

    /// The tables of other tools among these objects, and whose each is.
    static Map<Id, String> histories(Collection<Id> ids) {
        Map<Id, Set<String>> candidates = new LinkedHashMap<>();
        for (Id id : ids) {
            if (id.kind() == Kind.TABLE && TABLES.containsKey(lower(id))) {
                candidates.put(id, new HashSet<>());
            }
        }
        if (candidates.isEmpty()) {
            return Map.of();
        }
        for (Id id : ids) {
            if (id.kind() == Kind.COLUMN) {
                id.parent().map(candidates::get).ifPresent(columns -> columns.add(lower(id)));
            }
        }
        Map<Id, String> histories = new LinkedHashMap<>();
        candidates.forEach(
                (table, columns) -> tool(lower(table), columns).ifPresent(tool -> histories.put(table, tool)));
        return histories;
    }

    /// Whether some tool's table has this name.
    ///
    /// @param table its name, qualified or not
    public static boolean knows(String table) {
        return TABLES.containsKey(table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /// The tool that keeps its history in a table of this name with these columns.
    ///
    /// @param table its name, qualified or not
    /// @param columns in lower case
    public static Optional<String> owner(String table, Set<String> columns) {
        return tool(table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), columns);
    }

    private static Optional<String> tool(String table, Set<String> columns) {
        return TABLES.getOrDefault(table, List.of()).stream()
                .filter(known -> known.is(columns))
                .map(Table::tool)
                .findFirst();
    }

    private static String lower(Id id) {
        return id.name().toLowerCase(Locale.ROOT);
    }
}
