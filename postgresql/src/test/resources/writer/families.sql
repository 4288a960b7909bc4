-- case: a partitioned table with partitions
-- to:
CREATE TABLE p (id int, day date NOT NULL, note text DEFAULT 'x', PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE INDEX p_note ON p (note);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (id);
CREATE TABLE p2a PARTITION OF p2 DEFAULT;
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER r AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE p1 DISABLE TRIGGER r;
COMMENT ON TABLE p1 IS 'p1';

-- case: partitions are attached, detached, moved
CREATE TABLE p (id int, note text) PARTITION BY LIST (id);
CREATE INDEX p_note ON p (note);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2);
CREATE TABLE c (id int, note text);
CREATE TABLE d PARTITION OF p FOR VALUES IN (4);
-- to:
CREATE TABLE p (id int, note text) PARTITION BY LIST (id);
CREATE INDEX p_note ON p (note);
CREATE TABLE a (id int, note text);
CREATE INDEX a_note_idx ON a (note);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2, 3);
CREATE TABLE c PARTITION OF p FOR VALUES IN (5);

-- case: a partitioned table gets columns, constraints, indexes
CREATE TABLE p (id int NOT NULL, note text) PARTITION BY LIST (id);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2);
CREATE VIEW v AS SELECT note FROM a;
-- to:
CREATE TABLE t (x int PRIMARY KEY);
CREATE TABLE p (id int NOT NULL, note varchar(10) NOT NULL DEFAULT 'n', x int REFERENCES t, PRIMARY KEY (id), CHECK (x > 0)) PARTITION BY LIST (id);
CREATE INDEX p_x ON p (x);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2);
CREATE VIEW v AS SELECT note FROM a;

-- case: partitions with indexes of their own names
CREATE TABLE p (id int NOT NULL, note text) PARTITION BY LIST (id);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
-- to:
CREATE TABLE p (id int NOT NULL, note text) PARTITION BY LIST (id);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE INDEX own_name ON a (note);
CREATE INDEX p_note ON p (note);
CREATE TABLE b (id int NOT NULL, note text DEFAULT 'b');
CREATE INDEX b_name ON b (note);
ALTER TABLE p ATTACH PARTITION b FOR VALUES IN (2);
CREATE INDEX extra ON a (id, note);

-- case: defaults of partitions
CREATE TABLE p (id int NOT NULL, n int DEFAULT 1) PARTITION BY LIST (id);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2);
-- to:
CREATE TABLE p (id int NOT NULL, n int DEFAULT 2) PARTITION BY LIST (id);
CREATE TABLE a PARTITION OF p FOR VALUES IN (1);
CREATE TABLE b PARTITION OF p FOR VALUES IN (2);
ALTER TABLE ONLY b ALTER n SET DEFAULT 3;

-- case: inheritance
CREATE TABLE parent (id int, note text);
CREATE TABLE child (extra int) INHERITS (parent);
CREATE TABLE loose (id int, note text);
CREATE TABLE bound () INHERITS (parent);
-- to:
CREATE TABLE parent (id bigint, note text NOT NULL, more int DEFAULT 4, CHECK (id > 0));
CREATE TABLE other (z int);
CREATE TABLE child (extra int) INHERITS (parent);
CREATE TABLE fresh (y int) INHERITS (parent, other);
CREATE INDEX fresh_y ON fresh (y);

-- case: a table joins and leaves its parent
CREATE TABLE parent (id int, note text);
CREATE TABLE loose (id int, note text, more int);
CREATE TABLE bound (id int, note text, more int) INHERITS (parent);
-- to:
CREATE TABLE parent (id int, note text);
CREATE TABLE loose (id int, note text, more int) INHERITS (parent);
CREATE TABLE bound (id int, note text, more int);

-- case: everything about partitions goes
CREATE TABLE p (id int PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE u (p int REFERENCES p);
-- to:
CREATE TABLE u (p int);

-- case: a table changes its parent, and both parents change
CREATE TABLE a (id int, gone text);
CREATE TABLE child () INHERITS (a);
-- to:
CREATE TABLE a (id bigint, fresh int);
CREATE TABLE b (id int);
CREATE TABLE child () INHERITS (b);

-- case: a table with a column more joins a partitioned table that gets it
CREATE TABLE p (id int) PARTITION BY LIST (id);
CREATE TABLE c (id int, x int);
-- to:
CREATE TABLE p (id int, x int, y int) PARTITION BY LIST (id);
CREATE TABLE c PARTITION OF p FOR VALUES IN (1);

-- case: a partition moves to a parent without one of its columns
CREATE TABLE p (id int, x int) PARTITION BY LIST (id);
CREATE TABLE q (id int) PARTITION BY LIST (id);
CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- to:
CREATE TABLE p (id int, x int) PARTITION BY LIST (id);
CREATE TABLE q (id int) PARTITION BY LIST (id);
CREATE TABLE c PARTITION OF q FOR VALUES IN (1);
