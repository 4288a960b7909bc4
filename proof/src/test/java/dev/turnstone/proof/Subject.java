package dev.turnstone.proof;

import dev.turnstone.Migrator;
import dev.turnstone.testkit.SharedMaterial;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A real project on an engine.
enum Subject {
    CRATES_IO_ON_POSTGRESQL_18,
    AUTHELIA_ON_POSTGRESQL_18,
    AUTHELIA_ON_SQLITE,
    CRATES_IO_ON_POSTGRESQL_15,
    AUTHELIA_ON_POSTGRESQL_15;

    /// What each says is what psql says of the same file.
    private static final Map<String, String> FAILING = Map.of(
            // drops the index its `up` made as if it were a constraint
            "20241025112826",
            "constraint \"versions_crate_id_num_no_build_uindex\" of relation \"versions\" does not exist",
            // a semicolon is missing
            "20170318181441",
            "syntax error at or near \"ALTER\"",
            // dropped for good in 2019, with an empty `down`
            "20141001190230",
            "column \"email\" of relation \"users\" does not exist",
            // a `down` after it did not bring back what these name
            "20170708133715",
            "constraint \"fk_crate_downloads_crate_id\" of relation \"crate_downloads\" does not exist",
            "20141007131147",
            "constraint \"fk_version_authors_user_id\" of relation \"version_authors\" does not exist",
            "20141002222426",
            "constraint \"fk_crate_downloads_crate_id\" of relation \"crate_downloads\" does not exist",
            "20140929103755",
            "index \"index_version_dependencies_depends_on_id\" does not exist",
            "20140929103754",
            "index \"index_version_dependencies_version_id\" does not exist");

    /// Since PostgreSQL 17 an index is built with a search path in which its functions do not find what they do not
    /// qualify, so one more `down` fails, and after it the one that drops the index.
    private static final Map<String, String> FAILING_SINCE_17 = Map.of(
            "20170311180634",
            "type \"semver_triple\" does not exist",
            "20170308140537",
            "index \"versions_to_semver_no_prerelease_idx\" does not exist");

    ForeignProject project() {
        return switch (this) {
            case CRATES_IO_ON_POSTGRESQL_18, CRATES_IO_ON_POSTGRESQL_15 ->
                ForeignProject.cratesIo(SharedMaterial.require("corpus/crates.io"));
            case AUTHELIA_ON_POSTGRESQL_18, AUTHELIA_ON_POSTGRESQL_15 ->
                ForeignProject.authelia(SharedMaterial.require("corpus/authelia"), "postgres");
            case AUTHELIA_ON_SQLITE -> ForeignProject.authelia(SharedMaterial.require("corpus/authelia"), "sqlite");
        };
    }

    /// The versions whose own `down` fails, and why.
    Map<String, String> failingDowns() {
        return switch (this) {
            case CRATES_IO_ON_POSTGRESQL_15 -> FAILING;
            case CRATES_IO_ON_POSTGRESQL_18 -> {
                Map<String, String> failing = new HashMap<>(FAILING);
                failing.putAll(FAILING_SINCE_17);
                yield Map.copyOf(failing);
            }
            case AUTHELIA_ON_POSTGRESQL_18, AUTHELIA_ON_POSTGRESQL_15, AUTHELIA_ON_SQLITE -> Map.of();
        };
    }

    ProofDatabase fresh(Path folder) {
        return switch (this) {
            case CRATES_IO_ON_POSTGRESQL_18, AUTHELIA_ON_POSTGRESQL_18 -> OnPostgres.fresh(18);
            case CRATES_IO_ON_POSTGRESQL_15, AUTHELIA_ON_POSTGRESQL_15 -> OnPostgres.fresh(15);
            case AUTHELIA_ON_SQLITE -> OnSqlite.fresh(folder);
        };
    }

    /// A migrator for the project laid out in `folder`, connected as the project's own application is.
    static Migrator migrator(Path folder, ProofDatabase database) {
        Migrator.Builder builder =
                Migrator.builder().settings(new ProofProject(folder).settings()).listener(event -> {});
        return switch (database) {
            case OnPostgres postgres ->
                builder.url(postgres.url(), Optional.empty(), Optional.empty()).build();
            case OnSqlite sqlite ->
                builder.dataSource(new SqliteWithFunctions(sqlite)).build();
        };
    }
}
