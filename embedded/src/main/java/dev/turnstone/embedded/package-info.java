/// Real PostgreSQL, 14 to 18, from packaged binaries: nothing to install, no network at run time.
///
/// The binaries come from the `io.zonky.test.postgres` jars on the class path, one per version and platform.
/// They hold
/// `initdb`, `pg_ctl`, `postgres` and PostgreSQL's contrib extensions, and neither `psql` nor `pg_dump` nor
/// extensions of others
/// (PostGIS, pgvector, pg_cron). What is missing is named by PostgreSQL itself: `extension "vector" is not
/// available`.
@NullMarked
package dev.turnstone.embedded;

import org.jspecify.annotations.NullMarked;
