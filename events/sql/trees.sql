-- Trees of places and actors, and chains of claims: kept whole by the database, whoever writes.
-- Writers of one tree queue up on an advisory lock: two moves at once could otherwise close a cycle together.

CREATE FUNCTION events_tree_lineage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(TG_RELID::bigint);
    IF NEW.parent_id IS NULL THEN
        NEW.lineage := ARRAY[NEW.id];
        RETURN NEW;
    END IF;
    EXECUTE format('SELECT lineage FROM %I.%I WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO above USING NEW.parent_id;
    IF above IS NULL THEN -- foreign keys wait for the end of the transaction; two new rows could name each other
        RAISE EXCEPTION '% %: its parent must be there first', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_parent_first';
    END IF;
    IF above @> ARRAY[NEW.id] THEN
        RAISE EXCEPTION '% %: cannot be part of something that is part of it', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_no_cycle';
    END IF;
    NEW.lineage := above || NEW.id;
    RETURN NEW;
END $$;

-- A moved node takes everything under it along: touching the children runs the trigger above for each of them.
CREATE FUNCTION events_tree_descend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %I.%I SET parent_id = parent_id WHERE parent_id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        USING NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER place_lineage BEFORE INSERT OR UPDATE ON events_place
    FOR EACH ROW EXECUTE FUNCTION events_tree_lineage();
CREATE TRIGGER place_descend AFTER UPDATE ON events_place
    FOR EACH ROW WHEN (OLD.lineage IS DISTINCT FROM NEW.lineage) EXECUTE FUNCTION events_tree_descend();
CREATE TRIGGER actor_lineage BEFORE INSERT OR UPDATE ON events_actor
    FOR EACH ROW EXECUTE FUNCTION events_tree_lineage();
CREATE TRIGGER actor_descend AFTER UPDATE ON events_actor
    FOR EACH ROW WHEN (OLD.lineage IS DISTINCT FROM NEW.lineage) EXECUTE FUNCTION events_tree_descend();

-- "Supersedes" and "derives from" lead back in time; a circle of claims would leave nobody speaking.
CREATE FUNCTION events_claim_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(TG_RELID::bigint);
    IF EXISTS (
        WITH RECURSIVE origin(id) AS (
            SELECT unnest(ARRAY[NEW.supersedes_id, NEW.derives_from_id])
            UNION
            SELECT unnest(ARRAY[c.supersedes_id, c.derives_from_id]) FROM events_claim c JOIN origin o ON c.id = o.id
        ) SELECT 1 FROM origin WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'claim %: supersedes or derives from itself by way of others', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_claim_no_cycle';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER claim_no_cycle AFTER INSERT OR UPDATE OF supersedes_id, derives_from_id ON events_claim
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL OR NEW.derives_from_id IS NOT NULL)
    EXECUTE FUNCTION events_claim_no_cycle();
