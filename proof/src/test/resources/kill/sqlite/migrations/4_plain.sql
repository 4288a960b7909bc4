CREATE INDEX person_name ON person (name);
INSERT INTO log VALUES ('plain');
