-- turnstone:phase contract

-- {{table}}.{{column}} becomes {{table}}.new_{{column}}, part 3 of 3: the old column goes. Run it only when no
-- application that reads it is left; `turnstone migrate --phase expand` stops before it.
--
-- Safe, because dropping a column changes only the catalog (ACCESS EXCLUSIVE on {{table}} for milliseconds; SQLite
-- writes the table again), and because the values have been compared before.
-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE new_{{column}} IS DISTINCT FROM {{column}};

DROP TRIGGER {{table}}_{{column}}_sync ON {{table}};
DROP FUNCTION {{table}}_{{column}}_sync();
ALTER TABLE {{table}} DROP COLUMN {{column}};

-- turnstone:up sqlite
-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE new_{{column}} IS NOT {{column}};

DROP TRIGGER {{table}}_{{column}}_sync_old;
DROP TRIGGER {{table}}_{{column}}_sync_new;
DROP TRIGGER {{table}}_{{column}}_sync_insert;
ALTER TABLE {{table}} DROP COLUMN {{column}};

-- turnstone:down
-- The old column comes back with its values, before any application asks for it. The rows are written under
-- ACCESS EXCLUSIVE: on a large table everybody waits. Constraints and indexes of the old column have to be added here.
ALTER TABLE {{table}} ADD COLUMN {{column}} {{type}};
UPDATE {{table}} SET {{column}} = new_{{column}} WHERE new_{{column}} IS NOT NULL;

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

-- turnstone:down sqlite
ALTER TABLE {{table}} ADD COLUMN {{column}} {{type}};
UPDATE {{table}} SET {{column}} = new_{{column}} WHERE new_{{column}} IS NOT NULL;

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
