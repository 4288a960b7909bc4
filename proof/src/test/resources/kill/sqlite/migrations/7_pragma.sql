PRAGMA user_version = 7;
UPDATE counter SET n = n * 2;
