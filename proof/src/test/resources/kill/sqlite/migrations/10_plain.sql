CREATE TRIGGER letter_logged AFTER INSERT ON letter BEGIN INSERT INTO log VALUES ('letter'); END;
INSERT INTO letter (person, body) VALUES (1, 'logged');
