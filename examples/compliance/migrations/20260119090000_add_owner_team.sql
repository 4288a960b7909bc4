-- From here on a policy belongs to a team instead of to a mailbox. That takes five small migrations, so that
-- the application before and the application after can both work while it happens:
--   1. this one        a place for the teams, and a column that may be empty      expand
--   2. backfill        the teams of the policies that exist                       expand
--   3. constrain       new rows obey                                              expand
--   4. enforce         old rows are proven to obey                                expand
--   5. drop            the mailbox goes                                           contract
CREATE TABLE teams (
    code          text NOT NULL PRIMARY KEY,
    contact_email text UNIQUE
);

-- Adding a column without a volatile default changes the catalog and no row: the lock on policies
-- (ACCESS EXCLUSIVE) is held for milliseconds, however large the table is.
ALTER TABLE policies ADD COLUMN owner_team text;

-- turnstone:down
ALTER TABLE policies DROP COLUMN owner_team;
DROP TABLE teams;
