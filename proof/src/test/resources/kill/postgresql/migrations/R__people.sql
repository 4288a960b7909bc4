INSERT INTO log (what) VALUES ('people');
CREATE OR REPLACE VIEW people AS SELECT name, feels FROM person;
