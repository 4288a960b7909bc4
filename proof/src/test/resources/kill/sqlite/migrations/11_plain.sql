CREATE TABLE tag (name text);
UPDATE counter SET n = n * 2;
