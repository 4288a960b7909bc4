-- case: constraints of every kind are added
CREATE TABLE t (id int NOT NULL, a int, b int, r int4range);
CREATE TABLE u (id int, t int);
-- to:
CREATE TABLE t (id int NOT NULL, a int, b int, r int4range,
    CONSTRAINT t_key PRIMARY KEY (id), CONSTRAINT t_ab UNIQUE (a, b) INCLUDE (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT t_check CHECK (a > b), CONSTRAINT t_none EXCLUDE USING gist (r WITH &&));
CREATE TABLE u (id int, t int, CONSTRAINT u_t FOREIGN KEY (t) REFERENCES t ON UPDATE SET NULL ON DELETE CASCADE,
    CONSTRAINT u_self UNIQUE (id));
ALTER TABLE u ADD CONSTRAINT u_late CHECK (t > 0) NOT VALID;
COMMENT ON CONSTRAINT t_key ON t IS 'key';

-- case: constraints change
CREATE TABLE t (id int CONSTRAINT t_key PRIMARY KEY, a int CONSTRAINT t_a UNIQUE, b int CONSTRAINT t_b CHECK (b > 0));
CREATE TABLE u (t int CONSTRAINT u_t REFERENCES t, v int CONSTRAINT u_v REFERENCES t, w int);
ALTER TABLE u ADD CONSTRAINT u_w CHECK (w > 0) NOT VALID;
-- to:
CREATE TABLE t (id int, a int CONSTRAINT t_key PRIMARY KEY, b int CONSTRAINT t_b CHECK (b > 1), CONSTRAINT t_a UNIQUE (a, b));
CREATE TABLE u (t int CONSTRAINT u_t REFERENCES t, v int CONSTRAINT u_v REFERENCES t DEFERRABLE INITIALLY DEFERRED, w int CONSTRAINT u_w CHECK (w > 0));

-- case: a unique constraint becomes a unique index
CREATE TABLE t (a int CONSTRAINT t_a UNIQUE, b int);
CREATE UNIQUE INDEX t_b ON t (b);
-- to:
CREATE TABLE t (a int, b int CONSTRAINT t_b UNIQUE);
CREATE UNIQUE INDEX t_a ON t (a);

-- case: names of constraints and indexes change
CREATE TABLE t (a int CONSTRAINT one PRIMARY KEY, b int CONSTRAINT two CHECK (b > 0), c int);
CREATE INDEX three ON t (c);
CREATE TABLE u (a int CONSTRAINT four REFERENCES t);
-- to:
CREATE TABLE t (a int CONSTRAINT uno PRIMARY KEY, b int CONSTRAINT due CHECK (b > 0), c int);
CREATE INDEX tre ON t (c);
CREATE TABLE u (a int CONSTRAINT quattro REFERENCES t);
-- says: RENAME CONSTRAINT one TO uno
-- says: ALTER INDEX public.three RENAME TO tre

-- case: indexes
CREATE TABLE t (a int, b text, c jsonb);
CREATE INDEX gone ON t (a);
CREATE INDEX changed ON t (a);
CREATE INDEX options ON t (a) WITH (fillfactor = 70);
CREATE INDEX replaced ON t (a) WITH (fillfactor = 70);
COMMENT ON INDEX changed IS 'changed';
-- to:
CREATE TABLE t (a int, b text, c jsonb);
CREATE INDEX changed ON t (a DESC NULLS LAST, b text_pattern_ops) INCLUDE (c) WHERE b <> ' WHERE (';
CREATE INDEX options ON t (a) WITH (fillfactor = 60);
CREATE INDEX replaced ON t (a, b) WITH (fillfactor = 60);
CREATE INDEX made ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off) WHERE a > 0;
CREATE UNIQUE INDEX expression ON t (lower(b), (a + 1)) NULLS NOT DISTINCT;
ALTER INDEX expression ALTER COLUMN 2 SET STATISTICS 500;
COMMENT ON INDEX changed IS 'changed';
ALTER TABLE t CLUSTER ON options;
-- since: 15

-- case: a foreign key on a unique index that changes
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX t_a ON t (a);
CREATE TABLE u (a int REFERENCES t (a));
-- to:
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX t_a ON t (a) INCLUDE (b);
CREATE TABLE u (a int REFERENCES t (a));

-- case: named not-null constraints
-- since: 18
CREATE TABLE t (a int CONSTRAINT a_set NOT NULL, b int NOT NULL, c int, d int CONSTRAINT d_set NOT NULL);
-- to:
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT b_set NOT NULL, c int CONSTRAINT c_set NOT NULL, d int, e int CONSTRAINT e_set NOT NULL);
CREATE TABLE n (a int CONSTRAINT fresh NOT NULL);
ALTER TABLE n ADD COLUMN v int;
ALTER TABLE n ADD CONSTRAINT v_later NOT NULL v NOT VALID;

-- case: constraints that are not enforced, and periods
-- since: 18
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), b int PRIMARY KEY);
CREATE TABLE u (b int CONSTRAINT f REFERENCES t, c int CONSTRAINT g REFERENCES t NOT ENFORCED);
-- to:
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0) NOT ENFORCED, b int PRIMARY KEY);
CREATE TABLE u (b int CONSTRAINT f REFERENCES t NOT ENFORCED, c int CONSTRAINT g REFERENCES t);
CREATE EXTENSION btree_gist;
CREATE TABLE p (id int, r daterange, PRIMARY KEY (id, r WITHOUT OVERLAPS));
CREATE TABLE q (id int, r daterange, FOREIGN KEY (id, PERIOD r) REFERENCES p (id, PERIOD r));

-- case: primary keys come and go
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int, x int);
-- to:
CREATE TABLE a (id int, x int);
CREATE TABLE b (id int PRIMARY KEY, x int);
