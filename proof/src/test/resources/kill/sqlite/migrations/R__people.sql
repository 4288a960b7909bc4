INSERT INTO log VALUES ('people');
DROP VIEW IF EXISTS people;
CREATE VIEW people AS SELECT name FROM person;
