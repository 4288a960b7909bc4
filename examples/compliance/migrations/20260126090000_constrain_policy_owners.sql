-- New and changed rows must name a team that exists. NOT VALID: the rows that are there are not read now, so
-- the locks (ACCESS EXCLUSIVE for the CHECK, SHARE ROW EXCLUSIVE on both tables for the foreign key) last
-- milliseconds. The rows are read by the next migration, in another transaction, under a lock that lets everybody
-- work; in this one, they would be read while the locks taken here are still held.
ALTER TABLE policies ADD CONSTRAINT policies_owner_team_not_null CHECK (owner_team IS NOT NULL) NOT VALID;
ALTER TABLE policies ADD CONSTRAINT policies_owner_team_fkey FOREIGN KEY (owner_team) REFERENCES teams (code) NOT VALID;

-- turnstone:up sqlite
-- SQLite knows no NOT VALID: the next migration builds the table again with both constraints. Here is only
-- asked whether its rows would pass, so that the answer comes before any of them is copied.
-- turnstone:assert
SELECT count(*) FROM policies WHERE owner_team IS NULL OR owner_team NOT IN (SELECT code FROM teams);

-- turnstone:down
ALTER TABLE policies DROP CONSTRAINT policies_owner_team_fkey;
ALTER TABLE policies DROP CONSTRAINT policies_owner_team_not_null;

-- On SQLite nothing was changed, so there is nothing to take back: a section with nothing in it says so on purpose.
-- turnstone:down sqlite
