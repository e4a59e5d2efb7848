-- The history (events_change): every write to the record is in it, by whichever way it came. Why so: docs/adr/0009.
-- One INSERT … SELECT for a statement, over its transition tables: a bulk load pays once, a save little. Who and why come
-- from two settings (events/actions/acting.py, conflict_tracker/who.py); where nobody made them, the database role still
-- tells who wrote past the application.

-- The incident of a row that only leads to one by way of another row, also where that one has just gone.
CREATE FUNCTION events_history_by_way(way text, image jsonb) RETURNS bigint LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    there bigint := (image ->> (way || '_id'))::bigint;
    found_incident bigint;
BEGIN
    IF way = 'claim' THEN
        SELECT incident_id INTO found_incident FROM events_claim WHERE id = there;
    ELSE
        SELECT incident_id INTO found_incident FROM events_estimate WHERE id = there;
    END IF;
    IF NOT FOUND THEN
        SELECT incident INTO found_incident FROM events_change
        WHERE "table" = 'events_' || way AND row = there ORDER BY id DESC LIMIT 1;
    END IF;
    RETURN found_incident;
END $$;

-- TG_ARGV[0]: the column that holds the incident, or claim / estimate for the way to it, or '' for none.
-- TG_ARGV[1]: columns that are nobody's business and never kept, between blanks; a write to them alone is no change.
CREATE FUNCTION events_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said text := current_setting('conflict_tracker.by', true);
    person bigint := CASE WHEN said ~ '^[0-9]{1,18}$' THEN said::bigint END;
    reason text := coalesce(current_setting('conflict_tracker.why', true), '');
    number bigint := pg_current_xact_id()::text::bigint;
    holder text := TG_ARGV[0];
    by_way boolean := holder IN ('claim', 'estimate');
    hidden text[] := string_to_array(TG_ARGV[1], ' ');
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
        SELECT now(), number, 'insert', TG_TABLE_NAME, id,
            CASE WHEN by_way THEN events_history_by_way(holder, a) ELSE (a ->> holder)::bigint END,
            NULL, a, person, session_user, reason
        FROM (SELECT n.id, to_jsonb(n) - hidden AS a FROM new_rows n OFFSET 0) written;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
        SELECT now(), number, 'delete', TG_TABLE_NAME, id,
            CASE WHEN by_way THEN events_history_by_way(holder, b) ELSE (b ->> holder)::bigint END,
            b, NULL, person, session_user, reason
        FROM (SELECT o.id, to_jsonb(o) - hidden AS b FROM old_rows o OFFSET 0) written;
    ELSE -- a row whose id was changed is one removed and one added
        INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
        SELECT now(), number, CASE WHEN b IS NULL THEN 'insert' WHEN a IS NULL THEN 'delete' ELSE 'update' END,
            TG_TABLE_NAME, id,
            CASE WHEN by_way THEN events_history_by_way(holder, coalesce(a, b))
                ELSE (coalesce(a, b) ->> holder)::bigint END,
            b, a, person, session_user, reason
        FROM (
            SELECT id, to_jsonb(o) - hidden AS b, to_jsonb(n) - hidden AS a
            FROM old_rows o FULL JOIN new_rows n USING (id) WHERE o IS DISTINCT FROM n OFFSET 0
        ) written
        WHERE b IS DISTINCT FROM a;
    END IF;
    RETURN NULL;
END $$;

-- Whoever could hang it on a table of their own making could forge history.
REVOKE EXECUTE ON FUNCTION events_history() FROM PUBLIC;

CREATE FUNCTION events_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: is never emptied, its history could not tell', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'events_never_emptied';
END $$;

DO $$
DECLARE
    target record;
    refers text;
    moment text;
BEGIN
    FOR target IN SELECT 'events_' || name AS home, holder, '' AS hidden FROM (VALUES
        ('dataset', ''), ('place', ''), ('actor', ''), ('source', ''), ('report', ''), ('lead', ''),
        ('incident', 'id'), ('incident_reports', 'incident_id'), ('involvement', 'incident_id'),
        ('claim', 'incident_id'), ('claimstance', 'claim'), ('claim_covers', 'incident_id'),
        ('estimate', 'incident_id'), ('estimateclaim', 'estimate'), ('decision', 'incident_id'),
        ('likeness', 'first_id'), ('merge', 'winner_id'), ('mark', 'incident_id'), ('correction', 'incident_id')
    ) AS kept(name, holder)
    UNION ALL VALUES ('auth_user', '', 'password last_login'), ('auth_user_groups', '', '') LOOP
        FOR moment, refers IN VALUES
            ('INSERT', 'NEW TABLE AS new_rows'),
            ('UPDATE', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
            ('DELETE', 'OLD TABLE AS old_rows')
        LOOP
            EXECUTE format(
                'CREATE TRIGGER history_of_%s AFTER %s ON %I REFERENCING %s
                 FOR EACH STATEMENT EXECUTE FUNCTION events_history(%L, %L)',
                lower(moment), moment, target.home, refers, target.holder, target.hidden
            );
        END LOOP;
        EXECUTE format(
            'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
             FOR EACH STATEMENT EXECUTE FUNCTION events_never_emptied()', target.home
        );
    END LOOP;
END $$;

-- The history itself: written by the triggers above alone, and only added to.
CREATE FUNCTION events_change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the history is only added to, by the record''s own triggers: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'events_change_append_only';
END $$;

CREATE TRIGGER change_append_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON events_change
    FOR EACH STATEMENT EXECUTE FUNCTION events_change_append_only();
