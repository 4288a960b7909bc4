-- updated_at follows every change, whichever application makes it.
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$$;

CREATE TRIGGER policies_set_updated_at BEFORE UPDATE ON policies
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TRIGGER controls_set_updated_at BEFORE UPDATE ON controls
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- turnstone:up sqlite
-- SQLite cannot change NEW, so the row is updated once more. WHEN keeps the second update from starting a
-- third, also where recursive triggers are on.
CREATE TRIGGER policies_set_updated_at AFTER UPDATE ON policies
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE policies SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;

CREATE TRIGGER controls_set_updated_at AFTER UPDATE ON controls
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE controls SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;

-- turnstone:down
DROP TRIGGER controls_set_updated_at ON controls;
DROP TRIGGER policies_set_updated_at ON policies;
DROP FUNCTION set_updated_at();

-- turnstone:down sqlite
DROP TRIGGER controls_set_updated_at;
DROP TRIGGER policies_set_updated_at;
