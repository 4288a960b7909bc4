INSERT INTO person (name, email) SELECT 'copy of ' || name, 'a@example.org' FROM person;
