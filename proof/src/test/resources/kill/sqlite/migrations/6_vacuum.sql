INSERT INTO log VALUES ('before VACUUM');
UPDATE counter SET n = n * 2;
VACUUM;
INSERT INTO log VALUES ('after VACUUM');
PRAGMA journal_mode = wal;
UPDATE counter SET n = n * 2;
