-- turnstone:requires 20260106100000

-- A repeatable migration: it has no version and is applied again whenever this text changes, after the versioned
-- ones. Edit it in place. `requires` names the migration that makes what the view reads (evidence, and so
-- controls and frameworks): never is the view there without them, and it goes before they go.
--
-- DROP and CREATE instead of CREATE OR REPLACE: SQLite has no OR REPLACE for views, and PostgreSQL's
-- cannot take a column away or change its type.
DROP VIEW IF EXISTS control_coverage;

CREATE VIEW control_coverage AS
SELECT f.code                   AS framework,
       r.reference              AS requirement,
       r.title                  AS title,
       count(DISTINCT c.id)     AS controls_implemented,
       count(DISTINCT e.id)     AS evidence_current
FROM frameworks f
         JOIN requirements r ON r.framework_id = f.id
         LEFT JOIN control_requirements cr ON cr.requirement_id = r.id
         LEFT JOIN controls c ON c.id = cr.control_id AND c.status = 'implemented'
         LEFT JOIN control_evidence ce ON ce.control_id = c.id
         LEFT JOIN evidence e ON e.id = ce.evidence_id
    AND (e.expires_at IS NULL OR e.expires_at > CURRENT_TIMESTAMP)
GROUP BY f.code, r.reference, r.title;

-- turnstone:down
DROP VIEW control_coverage;
