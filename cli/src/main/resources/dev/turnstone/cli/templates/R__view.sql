-- The view {{name}}: a repeatable migration. It has no version; edit it in place, and it is applied again after the
-- versioned ones, on PostgreSQL and SQLite alike.
--
-- Safe, because a view holds no rows: ACCESS EXCLUSIVE on the view alone, for milliseconds, inside one transaction,
-- so nobody sees it missing. DROP and CREATE instead of CREATE OR REPLACE: SQLite has no OR REPLACE for views, and
-- PostgreSQL's cannot take a column away or change its type.
--
-- To change: the query; write the columns out, `*` is frozen on the day it runs. Let the first line of the file be
-- the directive `requires` with the version of the migration that makes {{table}}: then the view goes before its
-- table does. Grants go with the old view, and views that build on this one hold it back: make both here as well.
DROP VIEW IF EXISTS {{name}};

CREATE VIEW {{name}} AS
SELECT id, {{column}}
FROM {{table}};

-- turnstone:down
DROP VIEW {{name}};
