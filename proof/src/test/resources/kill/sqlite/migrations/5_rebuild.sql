CREATE TABLE person_new (id integer PRIMARY KEY, name text NOT NULL, email text, age integer CHECK (age > 0));
INSERT INTO person_new (id, name, email) SELECT id, name, email FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
CREATE INDEX person_name ON person (name);
UPDATE counter SET n = n * 2;
