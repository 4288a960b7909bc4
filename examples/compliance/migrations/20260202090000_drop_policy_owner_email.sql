-- turnstone:phase contract

-- The last application that reads owner_email has been switched off. Until then `turnstone migrate --phase expand`
-- stops before this file. Nothing is lost: every address lives on as its team's contact_email.
-- turnstone:assert
SELECT count(*)
FROM policies
WHERE owner_email IS NOT NULL
  AND lower(owner_email) NOT IN (SELECT contact_email FROM teams WHERE contact_email IS NOT NULL);

ALTER TABLE policies DROP COLUMN owner_email;

-- turnstone:down
-- The way back brings the addresses back as well, not only the column.
ALTER TABLE policies ADD COLUMN owner_email text;

UPDATE policies
SET owner_email = (SELECT contact_email FROM teams WHERE teams.code = policies.owner_team);
