ALTER TABLE person ADD COLUMN email text;
UPDATE counter SET n = n * 2;
