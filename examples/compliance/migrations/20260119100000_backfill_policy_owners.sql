-- Each mailbox becomes a team, and each policy is given its team. Data in a migration of its own: the schema
-- change before it is committed and its lock is gone, so readers and writers go on while rows are filled.
--
-- replace() runs on both engines; split_part() or instr() would have needed a section for each. An address
-- outside example.com keeps its full text as its team's code and can be renamed later.
INSERT INTO teams (code, contact_email)
SELECT DISTINCT replace(lower(owner_email), '@example.com', ''), lower(owner_email)
FROM policies
WHERE owner_email IS NOT NULL;

INSERT INTO teams (code) VALUES ('unassigned');

UPDATE policies
SET owner_team = coalesce((SELECT code FROM teams WHERE contact_email = lower(policies.owner_email)), 'unassigned')
WHERE owner_team IS NULL;

-- A condition the migration promises. It runs in the same transaction: if a policy is left over,
-- nothing of the above is kept.
-- turnstone:assert
SELECT count(*) FROM policies WHERE owner_team IS NULL;

-- turnstone:down
-- Only what this migration wrote: teams that were added since by hand stay.
UPDATE policies
SET owner_team = NULL
WHERE owner_team = 'unassigned'
   OR owner_team IN (SELECT code FROM teams WHERE contact_email = lower(policies.owner_email));

DELETE FROM teams
WHERE code = 'unassigned'
   OR contact_email IN (SELECT lower(owner_email) FROM policies);
