-- case: columns of a materialized view are stored otherwise
CREATE TABLE t (id int PRIMARY KEY, a text, b int);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
-- to:
CREATE TABLE t (id int PRIMARY KEY, a text, b int);
CREATE MATERIALIZED VIEW m WITH (fillfactor=70) AS SELECT id, a FROM t WITH NO DATA;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STORAGE external;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS 200;

-- case: a foreign key over an enum that loses a value
CREATE TYPE mood AS ENUM ('sad','ok','happy');
CREATE TABLE u (m mood PRIMARY KEY);
CREATE TABLE w (m mood REFERENCES u);
-- to:
CREATE TYPE mood AS ENUM ('sad','happy');
CREATE TABLE u (m mood PRIMARY KEY);
CREATE TABLE w (m mood REFERENCES u);

-- case: a domain inside of arrays gets a constraint
CREATE DOMAIN em AS text;
CREATE TABLE u (e em, es em[]);
-- to:
CREATE DOMAIN em AS text DEFAULT 'a@b' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
CREATE TABLE u (e em, es em[]);
COMMENT ON DOMAIN em IS 'mail';
COMMENT ON CONSTRAINT has_at ON DOMAIN em IS 'at';

-- case: a domain takes no NULL, by a name
-- since: 17
CREATE DOMAIN d1 AS text;
-- to:
CREATE DOMAIN d1 AS text CONSTRAINT nn NOT NULL;

-- case: a table of a type whose type gets an attribute
CREATE TYPE ad AS (street text, zip int);
CREATE TABLE u OF ad (PRIMARY KEY (zip));
-- to:
CREATE TYPE ad AS (street text, zip int, c text);
CREATE TABLE u OF ad (PRIMARY KEY (zip), c WITH OPTIONS DEFAULT 'x');

-- case: a range type of columns becomes another
CREATE TYPE fr AS RANGE (subtype = float8);
CREATE TABLE u (f fr, m fr[]);
-- to:
CREATE TYPE fr AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE u (f fr, m fr[]);

-- case: a range type of functions becomes another
CREATE TYPE fr AS RANGE (subtype = float8);
CREATE FUNCTION f(fr) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT '[1,2]'::fr AS r;
-- to:
CREATE TYPE fr AS RANGE (subtype = float4);
CREATE FUNCTION f(fr) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT '[1,2]'::fr AS r;

-- case: a collation of columns becomes another
CREATE COLLATION ci (provider = icu, locale = 'de');
CREATE TABLE t (a text COLLATE ci);
CREATE INDEX ti ON t (a);
-- to:
CREATE COLLATION ci (provider = icu, locale = 'fr');
CREATE TABLE t (a text COLLATE ci);
CREATE INDEX ti ON t (a);

-- case: columns of a foreign table get other options
CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', dbname 'd');
CREATE FOREIGN TABLE ft (id int OPTIONS (column_name 'x'), b text) SERVER s OPTIONS (schema_name 'p');
CREATE VIEW v AS SELECT id FROM ft;
-- to:
CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h2', port '5');
CREATE FOREIGN TABLE ft (id bigint OPTIONS (column_name 'y'), c text) SERVER s OPTIONS (table_name 'z');
CREATE VIEW v AS SELECT id FROM ft;

-- case: a new table is to lack what default privileges give
-- roles: alice, bob, app_ro
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO bob;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO alice;
-- to:
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO bob;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO alice;
CREATE TABLE n (i int);
REVOKE SELECT ON n FROM bob;
CREATE TABLE n2 (i int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT 1 AS x;

-- case: a trigger of a partitioned table changes, off on a partition
CREATE TABLE m (id int) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m DEFAULT;CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW;
END';
CREATE TRIGGER t1 AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE m1 DISABLE TRIGGER t1;
-- to:
CREATE TABLE m (id int) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m DEFAULT;CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW;
END';
CREATE TRIGGER t1 AFTER UPDATE ON m FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE m1 DISABLE TRIGGER t1;

-- case: a trigger of a partitioned table comes, off on a partition
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW;
END';
-- to:
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW;
END';
CREATE TRIGGER tr AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE m1 DISABLE TRIGGER tr;

-- case: a partition makes room for another
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- to:
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2020-07-01');
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2020-07-01') TO ('2021-01-01');

-- case: a partition goes on alone
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- to:
CREATE TABLE m (id int NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);CREATE TABLE m1 (id int NOT NULL, d date NOT NULL, v text);

-- case: statistics of a column that goes
CREATE TABLE t (id int PRIMARY KEY, a text, b int);
CREATE STATISTICS s1 (ndistinct) ON a, b FROM t;
-- to:
CREATE TABLE t (id int PRIMARY KEY, b int);

-- case: a foreign key moves from an index to a primary key
CREATE TABLE t (id int NOT NULL);
CREATE UNIQUE INDEX i1 ON t (id);
CREATE TABLE c (x int REFERENCES t (id));
-- to:
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE c (x int REFERENCES t (id));

-- case: the schema public goes
-- since: 15
CREATE TABLE x (i int);
-- to:
DROP SCHEMA public;
CREATE SCHEMA app;
CREATE TABLE app.x (i int);

-- case: storage parameters in an order of their own
CREATE TABLE t (a text);
-- to:
CREATE TABLE t (a text) WITH (fillfactor=50, autovacuum_enabled=false, toast.autovacuum_enabled=false, toast_tuple_target=200);

-- case: a table inherits from another parent
CREATE TABLE p (a int NOT NULL);
CREATE TABLE q (a int NOT NULL);
CREATE TABLE c () INHERITS (p);
-- to:
CREATE TABLE p (a int NOT NULL);
CREATE TABLE q (a int NOT NULL);
CREATE TABLE c () INHERITS (q);

-- case: a column keeps the name of another's not-null constraint
-- since: 18
CREATE TABLE t (o int NOT NULL);
-- to:
CREATE TABLE t (o int NOT NULL);
ALTER TABLE t RENAME o TO n;
ALTER TABLE t ADD o text NOT NULL DEFAULT 'x';

-- case: a partitioned table gets a column while its partitions share anew
CREATE TABLE m (id int, v text) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
CREATE INDEX ON m (v);
-- to:
CREATE TABLE m (id int, v text, w int DEFAULT 3) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (5);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (5) TO (20);
CREATE INDEX ON m (v);
CREATE INDEX ON m (w);

-- case: a partition's index of its own name is taken over
CREATE TABLE m (id int, v text) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
-- to:
CREATE TABLE m (id int, v text) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
CREATE INDEX my_own ON m1 (v);
CREATE INDEX mi ON m (v);

-- case: a function returns rows of a type that gets an attribute
CREATE TYPE r AS (a int);
CREATE FUNCTION f() RETURNS SETOF r LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT * FROM f();
-- to:
CREATE TYPE r AS (a int, b int);
CREATE FUNCTION f() RETURNS SETOF r LANGUAGE sql AS 'SELECT 1, 2';
CREATE VIEW v AS SELECT * FROM f();

-- case: a check compares columns of an enum that loses a value
CREATE TYPE e AS ENUM ('a','b');
CREATE TABLE t (e e UNIQUE, x e, CHECK (e <> x));
ALTER TABLE t REPLICA IDENTITY FULL;
-- to:
CREATE TYPE e AS ENUM ('b');
CREATE TABLE t (e e UNIQUE, x e, CHECK (e <> x));
ALTER TABLE t REPLICA IDENTITY FULL;

-- case: a sequence of two tables becomes one of each
CREATE SEQUENCE s;
CREATE TABLE a (i bigint DEFAULT nextval('s'));
CREATE TABLE b (i bigint DEFAULT nextval('s'));
-- to:
CREATE TABLE a (i bigserial);
CREATE TABLE b (i bigint GENERATED ALWAYS AS IDENTITY);

-- case: a not-null constraint is validated
-- since: 18
CREATE TABLE t (n int);
ALTER TABLE t ADD CONSTRAINT nn NOT NULL n NOT VALID;
-- to:
CREATE TABLE t (n int CONSTRAINT nn NOT NULL);
