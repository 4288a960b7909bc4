-- A small company to look at, for the environment `dev` only. Rows refer to each other by their codes, since the
-- ids are the database's own business.
INSERT INTO teams (code, contact_email) VALUES
    ('security', 'security@example.com'),
    ('platform', 'platform@example.com')
ON CONFLICT (code) DO NOTHING;

INSERT INTO policies (code, title, status, review_due_on, owner_team) VALUES
    ('POL-001', 'Access control policy', 'approved',  '2027-01-31', 'security'),
    ('POL-002', 'Backup policy',         'in_review', NULL,         'platform')
ON CONFLICT (code) DO NOTHING;

INSERT INTO controls (code, title, status, review_every_days) VALUES
    ('CTL-001', 'Access is reviewed each quarter',  'implemented', 90),
    ('CTL-002', 'Backups are restored each month',  'implemented', 30),
    ('CTL-003', 'Logs are kept for thirteen months', 'planned',    365)
ON CONFLICT (code) DO NOTHING;

INSERT INTO policy_controls (policy_id, control_id)
SELECT p.id, c.id
FROM policies p
         JOIN controls c ON (p.code = 'POL-001' AND c.code = 'CTL-001') OR (p.code = 'POL-002' AND c.code = 'CTL-002')
WHERE true
ON CONFLICT DO NOTHING;

INSERT INTO control_requirements (control_id, requirement_id)
SELECT c.id, r.id
FROM controls c
         JOIN requirements r ON (c.code = 'CTL-001' AND r.reference IN ('CC6.1', 'CC6.3', 'A.5.15'))
    OR (c.code = 'CTL-002' AND r.reference = 'A.8.13')
    OR (c.code = 'CTL-003' AND r.reference IN ('CC7.2', 'A.8.15'))
WHERE true
ON CONFLICT DO NOTHING;

INSERT INTO evidence (kind, title, location, content_sha256, metadata)
SELECT 'log_export', 'Access review, third quarter', 's3://evidence/access-review-2026q3.csv',
       '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '{"source": "identity-provider"}'
WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE location = 's3://evidence/access-review-2026q3.csv');

INSERT INTO control_evidence (control_id, evidence_id)
SELECT c.id, e.id
FROM controls c
         JOIN evidence e ON e.location = 's3://evidence/access-review-2026q3.csv'
WHERE c.code = 'CTL-001'
ON CONFLICT DO NOTHING;
