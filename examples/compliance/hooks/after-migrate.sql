-- A smoke test: runs after every `migrate`; when it fails, the exit code is 1. Migrated is one thing, usable by
-- the application is another. This asks what its start page asks, of tables that every version has.
SELECT f.code, count(r.id)
FROM frameworks f
         LEFT JOIN requirements r ON r.framework_id = f.id
GROUP BY f.code
ORDER BY f.code;
