INSERT INTO log VALUES ('before the value');
ALTER TYPE mood ADD VALUE 'happy';
INSERT INTO person VALUES ('Ada', 'happy');
UPDATE counter SET n = n * 2;
