-- turnstone:phase expand

-- {{table}}.{{column}} becomes {{table}}.new_{{column}}, part 1 of 3: both columns are there, and kept equal.
-- Part 2 fills old rows. Then the new application is rolled out; when the last old one is gone, part 3 drops the
-- old column. At every moment both applications can read and write.
--
-- Safe, because adding a column changes no row: ACCESS EXCLUSIVE on {{table}} for milliseconds, SHARE ROW
-- EXCLUSIVE for the trigger. RENAME COLUMN or ALTER COLUMN … TYPE would be one statement, and break the application
-- that runs.
--
-- To change: the name new_{{column}} and its type, here and in parts 2 and 3. If the values differ too (a text that
-- becomes a number), convert them both ways in the trigger and in part 2.
ALTER TABLE {{table}} ADD COLUMN new_{{column}} {{type}};

-- Whoever writes one column writes the other. When an UPDATE changes both, the new column counts.
CREATE FUNCTION {{table}}_{{column}}_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.new_{{column}} := coalesce(NEW.new_{{column}}, NEW.{{column}});
        NEW.{{column}} := coalesce(NEW.{{column}}, NEW.new_{{column}});
    ELSIF NEW.new_{{column}} IS DISTINCT FROM OLD.new_{{column}} THEN
        NEW.{{column}} := NEW.new_{{column}};
    ELSIF NEW.{{column}} IS DISTINCT FROM OLD.{{column}} THEN
        NEW.new_{{column}} := NEW.{{column}};
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER {{table}}_{{column}}_sync BEFORE INSERT OR UPDATE ON {{table}}
    FOR EACH ROW EXECUTE FUNCTION {{table}}_{{column}}_sync();

-- turnstone:up sqlite
-- SQLite cannot change NEW, so the row is updated once more. WHEN ends it there. If {{column}} is NOT NULL, the new
-- application has to write both columns: the trigger comes too late for an INSERT that leaves it out.
ALTER TABLE {{table}} ADD COLUMN new_{{column}} {{type}};

CREATE TRIGGER {{table}}_{{column}}_sync_insert AFTER INSERT ON {{table}}
WHEN (NEW.{{column}} IS NULL) <> (NEW.new_{{column}} IS NULL)
BEGIN
    UPDATE {{table}}
    SET {{column}} = coalesce(NEW.{{column}}, NEW.new_{{column}}),
        new_{{column}} = coalesce(NEW.new_{{column}}, NEW.{{column}})
    WHERE id = NEW.id;
END;

CREATE TRIGGER {{table}}_{{column}}_sync_new AFTER UPDATE OF new_{{column}} ON {{table}}
WHEN NEW.new_{{column}} IS NOT OLD.new_{{column}} AND NEW.{{column}} IS NOT NEW.new_{{column}}
BEGIN
    UPDATE {{table}} SET {{column}} = NEW.new_{{column}} WHERE id = NEW.id;
END;

CREATE TRIGGER {{table}}_{{column}}_sync_old AFTER UPDATE OF {{column}} ON {{table}}
WHEN NEW.{{column}} IS NOT OLD.{{column}} AND NEW.new_{{column}} IS OLD.new_{{column}}
    AND NEW.new_{{column}} IS NOT NEW.{{column}}
BEGIN
    UPDATE {{table}} SET new_{{column}} = NEW.{{column}} WHERE id = NEW.id;
END;

-- turnstone:down
-- Nothing is lost: the old column holds every value.
DROP TRIGGER {{table}}_{{column}}_sync ON {{table}};
DROP FUNCTION {{table}}_{{column}}_sync();
ALTER TABLE {{table}} DROP COLUMN new_{{column}};

-- turnstone:down sqlite
DROP TRIGGER {{table}}_{{column}}_sync_old;
DROP TRIGGER {{table}}_{{column}}_sync_new;
DROP TRIGGER {{table}}_{{column}}_sync_insert;
ALTER TABLE {{table}} DROP COLUMN new_{{column}};
