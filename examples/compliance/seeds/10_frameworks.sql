-- Reference data for every environment. A seed runs again when its text changes, so it says what should be
-- there: rows that are there already are brought up to date, none is added twice.
INSERT INTO frameworks (id, code, name, edition, published_on) VALUES
    (1, 'SOC2',     'SOC 2 Trust Services Criteria', '2017 (revised 2022)', '2022-09-15'),
    (2, 'ISO27001', 'ISO/IEC 27001 Annex A',         '2022',                '2022-10-25')
ON CONFLICT (id) DO UPDATE SET name = excluded.name, edition = excluded.edition, published_on = excluded.published_on;

INSERT INTO requirements (id, framework_id, reference, title) VALUES
    (101, 1, 'CC6.1', 'Logical access security'),
    (102, 1, 'CC6.3', 'Role-based access and least privilege'),
    (103, 1, 'CC7.2', 'Monitoring of system components'),
    (201, 2, 'A.5.15', 'Access control'),
    (202, 2, 'A.8.13', 'Information backup'),
    (203, 2, 'A.8.15', 'Logging')
ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, title = excluded.title;
