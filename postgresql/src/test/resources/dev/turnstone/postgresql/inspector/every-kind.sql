CREATE EXTENSION hstore;
CREATE EXTENSION postgres_fdw;
CREATE LANGUAGE own HANDLER plpgsql_call_handler;
CREATE SCHEMA app;
CREATE COLLATION app.german (provider = icu, locale = 'de-DE', deterministic = false);
CREATE TYPE app.mood AS ENUM ('sad', 'ok "x"', 'it''s');
CREATE TYPE app.pair AS (a int, b text COLLATE "C");
CREATE TYPE app.floats AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN app.positive AS int DEFAULT 3 NOT NULL CHECK (VALUE > 0);
CREATE SEQUENCE app.numbers AS smallint START 5 INCREMENT 2 CYCLE;
CREATE FUNCTION app.half(a int, b text DEFAULT 'x', OUT c int) LANGUAGE plpgsql IMMUTABLE AS $$ begin c := a / 2; end $$;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE FUNCTION app.same(app.pair, app.pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
CREATE FUNCTION app.less(app.pair, app.pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2.a';
CREATE FUNCTION app.order(app.pair, app.pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2.a';
CREATE FUNCTION app.text(app.pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.b';
CREATE AGGREGATE app.total (int) (sfunc = int4pl, stype = int, initcond = '0', parallel = safe);
CREATE AGGREGATE app.counted (*) (sfunc = int8inc, stype = int8, initcond = '0');
CREATE OPERATOR app.=== (leftarg = app.pair, rightarg = app.pair, procedure = app.same, commutator = OPERATOR(app.===), hashes);
CREATE OPERATOR app.<<< (leftarg = app.pair, rightarg = app.pair, procedure = app.less);
CREATE OPERATOR FAMILY app.loose USING hash;
ALTER OPERATOR FAMILY app.loose USING hash ADD OPERATOR 1 app.===(app.pair, app.pair);
CREATE OPERATOR CLASS app.pairs FOR TYPE app.pair USING btree
  AS OPERATOR 1 app.<<<, OPERATOR 3 app.===, FUNCTION 1 app.order(app.pair, app.pair);
CREATE CAST (app.pair AS text) WITH FUNCTION app.text(app.pair) AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY app.words (template = snowball, language = 'english', stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION app.search (parser = "default");
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR asciiword, word WITH app.words, simple;
CREATE TEXT SEARCH TEMPLATE app.plain (lexize = dsimple_lexize, init = dsimple_init);
CREATE TEXT SEARCH PARSER app.parsed (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
CREATE TABLE app.parent (
  id serial PRIMARY KEY, feeling app.mood[] DEFAULT '{}', amount app.positive,
  code varchar(10) COLLATE "C" NOT NULL, UNIQUE (code) INCLUDE (amount) WITH (fillfactor = 70), tags hstore);
CREATE UNLOGGED TABLE app.child (
  id bigint GENERATED ALWAYS AS IDENTITY (START 5) PRIMARY KEY,
  parent int REFERENCES app.parent ON DELETE CASCADE DEFERRABLE,
  twice int GENERATED ALWAYS AS (parent * 2) STORED,
  p app.pair, during app.floats, note text,
  CONSTRAINT two CHECK (parent > 1 AND twice > 2), CHECK (parent < 100),
  EXCLUDE USING gist (during WITH &&)
) WITH (fillfactor = 50, autovacuum_enabled = off, toast.autovacuum_enabled = off);
ALTER TABLE app.child ADD CONSTRAINT again FOREIGN KEY (parent) REFERENCES app.parent NOT VALID;
ALTER TABLE app.child ALTER note SET STORAGE EXTERNAL, ALTER note SET COMPRESSION pglz, ALTER note SET STATISTICS 50,
  ALTER note SET (n_distinct = 5);
ALTER TABLE app.child REPLICA IDENTITY USING INDEX child_pkey;
CREATE UNIQUE INDEX ON app.child (app.half(parent, 'x'), parent DESC NULLS LAST) INCLUDE (twice)
  WITH (fillfactor = 70) WHERE parent > 3;
CREATE INDEX "odd USING name" ON app.child (parent);
ALTER TABLE app.child CLUSTER ON "odd USING name";
CREATE TABLE app.base (a int DEFAULT 1, CHECK (a > 0));
CREATE TABLE app.derived (a int, b int) INHERITS (app.base);
CREATE TABLE app.typed OF app.pair (a NOT NULL);
CREATE TABLE app.measures (day date NOT NULL, value int DEFAULT 5, PRIMARY KEY (day)) PARTITION BY RANGE (day);
CREATE TABLE app.measures_1 PARTITION OF app.measures FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON app.measures (value);
CREATE STATISTICS app.related (dependencies) ON parent, (twice + 1) FROM app.child;
CREATE VIEW app.seen WITH (security_barrier = true) AS SELECT p.id, c.twice + 1 AS more
  FROM app.parent p JOIN app.child c ON c.parent = p.id;
CREATE MATERIALIZED VIEW app.kept AS SELECT * FROM app.seen WITH NO DATA;
CREATE INDEX ON app.kept (more);
CREATE PROCEDURE app.add(a text) LANGUAGE sql BEGIN ATOMIC INSERT INTO app.parent (code) VALUES (a); END;
CREATE RULE never AS ON DELETE TO app.child DO INSTEAD NOTHING;
CREATE TRIGGER touched BEFORE INSERT ON app.child FOR EACH ROW WHEN (NEW.parent > 3) EXECUTE FUNCTION app.touch();
ALTER TABLE app.child DISABLE TRIGGER touched;
CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION app.watch();
ALTER EVENT TRIGGER watched DISABLE;
ALTER TABLE app.child ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.child AS RESTRICTIVE FOR SELECT TO PUBLIC USING (parent > 1);
CREATE FOREIGN DATA WRAPPER wrapped OPTIONS (debug 'true');
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', dbname 'd');
CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'bob', password 'hunter2');
CREATE FOREIGN TABLE app.far (a int OPTIONS (column_name 'x') NOT NULL, b text DEFAULT 'q')
  SERVER elsewhere OPTIONS (table_name 'tt');
CREATE PUBLICATION told FOR TABLE ONLY app.parent WITH (publish = 'insert', publish_via_partition_root = true);
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT SELECT, UPDATE (value) ON app.measures TO PUBLIC;
REVOKE ALL ON FUNCTION app.half(int, text) FROM PUBLIC;
COMMENT ON VIEW app.seen IS 'it''s';
COMMENT ON COLUMN app.seen.more IS 'a column';
COMMENT ON INDEX app.child_pkey IS 'of the index';
COMMENT ON CONSTRAINT child_pkey ON app.child IS 'of the constraint';
COMMENT ON CAST (app.pair AS text) IS 'of the cast';
