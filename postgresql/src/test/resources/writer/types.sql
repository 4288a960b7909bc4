-- case: enum values are added
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (m mood DEFAULT 'sad');
-- to:
CREATE TYPE mood AS ENUM ('awful', 'sad', 'ok', 'fine', 'happy', 'great');
CREATE TABLE t (m mood DEFAULT 'ok' CHECK (m <> 'awful'));
-- says: ALTER TYPE public.mood ADD VALUE 'awful' BEFORE 'sad'

-- case: enum values are removed and reordered
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
COMMENT ON TYPE mood IS 'mood';
GRANT USAGE ON TYPE mood TO PUBLIC;
CREATE TABLE t (id int, m mood DEFAULT 'ok' NOT NULL, ms mood[] DEFAULT '{ok}', CONSTRAINT c CHECK (m <> 'sad'));
INSERT INTO t VALUES (1, 'ok', '{happy}');
CREATE INDEX t_m ON t (id) WHERE m = 'ok';
CREATE INDEX t_n ON t (m);
CREATE VIEW v AS SELECT m FROM t WHERE m = 'ok';
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE VIEW w AS SELECT f(m) AS m FROM t;
CREATE DOMAIN good AS mood CHECK (VALUE <> 'sad');
CREATE TABLE u (g good, p mood);
CREATE TYPE pair AS (a mood, b int);
CREATE TABLE x (p pair);
-- to:
CREATE TYPE mood AS ENUM ('happy', 'ok', 'new');
COMMENT ON TYPE mood IS 'mood';
GRANT USAGE ON TYPE mood TO PUBLIC;
CREATE TABLE t (id int, m mood DEFAULT 'ok' NOT NULL, ms mood[] DEFAULT '{ok}', CONSTRAINT c CHECK (m <> 'new'));
CREATE INDEX t_m ON t (id) WHERE m = 'ok';
CREATE INDEX t_n ON t (m);
CREATE VIEW v AS SELECT m FROM t WHERE m = 'ok';
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE VIEW w AS SELECT f(m) AS m FROM t;
CREATE DOMAIN good AS mood CHECK (VALUE <> 'ok');
CREATE TABLE u (g good, p mood);
CREATE TYPE pair AS (a mood, b int);
CREATE TABLE x (p pair);

-- case: text becomes an enum
CREATE TABLE t (s text DEFAULT 'a' CHECK (s IN ('a', 'b')));
CREATE INDEX t_s ON t (s) WHERE s = 'a';
-- to:
CREATE TYPE s AS ENUM ('a', 'b');
CREATE TABLE t (s s DEFAULT 'a');
CREATE INDEX t_s ON t (s) WHERE s = 'a';

-- case: domains
CREATE DOMAIN a AS text DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (VALUE <> '');
CREATE DOMAIN b AS int;
CREATE DOMAIN gone AS int;
CREATE TABLE t (a a, b b DEFAULT 5);
CREATE VIEW v AS SELECT b FROM t;
-- to:
CREATE DOMAIN a AS text DEFAULT 'y' CONSTRAINT d CHECK (VALUE <> 'z');
CREATE DOMAIN b AS bigint CHECK (VALUE > 0);
CREATE DOMAIN fresh AS varchar(5) COLLATE "C";
CREATE TABLE t (a a, b b DEFAULT 5);
CREATE VIEW v AS SELECT b FROM t;

-- case: composite types
CREATE TYPE pair AS (a int, b text);
CREATE TYPE held AS (a int, b text);
CREATE TYPE gone AS (x int);
CREATE TABLE t (h held);
INSERT INTO t VALUES (ROW(1, 'x'));
CREATE FUNCTION f(pair) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- to:
CREATE TYPE pair AS (a bigint, c text);
CREATE TYPE held AS (a bigint, b text);
CREATE TYPE fresh AS (x int, y text COLLATE "C");
COMMENT ON COLUMN fresh.x IS 'x';
CREATE TABLE t (h held);
CREATE FUNCTION f(pair) RETURNS int LANGUAGE sql AS 'SELECT 1';

-- case: ranges and collations
CREATE COLLATION plain (LOCALE = 'C');
-- to:
CREATE COLLATION plain (LOCALE = 'POSIX');
CREATE TYPE floats AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TABLE t (r floats, s text COLLATE plain);

-- case: extensions
CREATE EXTENSION hstore;
CREATE TABLE t (h hstore);
-- to:
CREATE SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE TABLE t (h extensions.hstore, c citext);
CREATE INDEX t_c ON t USING gin (c gin_trgm_ops);

-- case: text search
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION c (COPY = simple);
-- to:
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY e (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION c (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d, simple;
CREATE TABLE t (x text);
CREATE INDEX t_x ON t USING gin (to_tsvector('c', x));

-- case: operator classes and families
CREATE FUNCTION cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN $1 < $2 THEN 1 WHEN $1 > $2 THEN -1 ELSE 0 END';
-- to:
CREATE FUNCTION cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN $1 < $2 THEN 1 WHEN $1 > $2 THEN -1 ELSE 0 END';
CREATE OPERATOR CLASS backwards FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 cmp(int, int);
CREATE TABLE t (a int);
CREATE INDEX t_a ON t (a backwards);

-- case: statistics objects
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS s (ndistinct) ON a, b FROM t;
CREATE STATISTICS gone ON a, c FROM t;
CREATE STATISTICS kept (dependencies) ON a, c FROM t;
COMMENT ON STATISTICS s IS 's';
-- to:
CREATE TABLE t (a int, b bigint, c int);
CREATE STATISTICS s (ndistinct, dependencies) ON a, b FROM t;
CREATE STATISTICS kept (dependencies) ON a, c FROM t;
ALTER STATISTICS kept SET STATISTICS 100;
COMMENT ON STATISTICS s IS 's';
