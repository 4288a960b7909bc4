CREATE TABLE counter (id integer PRIMARY KEY, n integer NOT NULL);
INSERT INTO counter VALUES (1, 1);
CREATE TABLE log (what text);
CREATE TABLE person (id integer PRIMARY KEY, name text);
INSERT INTO person (name) VALUES ('Ada'), ('Grace');
CREATE TABLE letter (id integer PRIMARY KEY, person integer NOT NULL REFERENCES person ON DELETE CASCADE, body text);
INSERT INTO letter (person, body) SELECT id, 'Dear ' || name FROM person;
