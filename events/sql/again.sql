-- Loads in bulk pay once a statement, and what an import took from readers can come back.

-- The history of rows that lead to an incident by way of a claim or an estimate asks for all of them at once when they come:
-- their way is there, or they could not be. (PL/pgSQL plans a statement only when it comes to it, so a table without the
-- column never sees the one that names it.)
CREATE OR REPLACE FUNCTION events_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
        IF holder = 'claim' THEN
            INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
            SELECT now(), number, 'insert', TG_TABLE_NAME, n.id, c.incident_id, NULL, to_jsonb(n) - hidden, person, session_user,
                reason
            FROM new_rows n LEFT JOIN events_claim c ON c.id = n.claim_id;
        ELSIF holder = 'estimate' THEN
            INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
            SELECT now(), number, 'insert', TG_TABLE_NAME, n.id, e.incident_id, NULL, to_jsonb(n) - hidden, person, session_user,
                reason
            FROM new_rows n LEFT JOIN events_estimate e ON e.id = n.estimate_id;
        ELSE
            INSERT INTO events_change (at, transaction, kind, "table", row, incident, before, after, by_id, role, why)
            SELECT now(), number, 'insert', TG_TABLE_NAME, id, (a ->> holder)::bigint, NULL, a, person, session_user, reason
            FROM (SELECT n.id, to_jsonb(n) - hidden AS a FROM new_rows n OFFSET 0) written;
        END IF;
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


-- A merged incident has no claims: looked at once for a statement, after it. The incident's row is held until the writer is
-- done, as before, so that a merge at the same moment waits and then sees the claim, or has ended and is seen. A row that
-- this transaction wrote itself is held already.
DROP TRIGGER claim_not_of_merged ON events_claim;
CREATE FUNCTION events_claims_not_of_merged() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found_claim bigint; found_incident bigint;
BEGIN
    PERFORM 1 FROM events_incident
    WHERE id IN (SELECT incident_id FROM came) AND xmin <> pg_current_xact_id()::xid ORDER BY id FOR SHARE;
    SELECT c.id, c.incident_id INTO found_claim, found_incident
    FROM came c JOIN events_incident i ON i.id = c.incident_id WHERE i.merged_into_id IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'claim %: incident % is merged into another', found_claim, found_incident
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_merged_has_no_claims';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claims_not_of_merged AFTER INSERT ON events_claim REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION events_claims_not_of_merged();
CREATE TRIGGER claim_not_of_merged BEFORE UPDATE OF incident_id ON events_claim
    FOR EACH ROW WHEN (NEW.incident_id IS NOT NULL) EXECUTE FUNCTION events_claim_not_of_merged();

-- What undoing an import retracted comes back when the same dataset is loaded again, and what a newer release retracted when
-- that release is undone: neither is a review, and nobody's words become public that were not.
CREATE FUNCTION events_import_gives_back(incident bigint) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM events_origin o
        JOIN events_batch undone ON undone.id = o.batch_id AND undone.state = 'undone'
        JOIN events_batch loading ON loading.dataset_id = o.dataset_id AND loading.state = 'loading'
        WHERE o.incident_id = $1
    ) OR EXISTS (
        SELECT 1 FROM events_change c JOIN events_batch b ON b.transaction = c.transaction AND b.state = 'undoing'
        WHERE c.incident = $1 AND c."table" = 'events_incident'
            AND c.before ->> 'status' <> 'retracted' AND c.after ->> 'status' = 'retracted'
    )
$$;

CREATE OR REPLACE FUNCTION events_incident_review() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    acting bigint := events_acting();
    comes_back boolean := OLD.status = 'merged' AND NEW.status = 'published' AND OLD.published_at IS NOT NULL;
    by_import boolean := OLD.status = 'retracted' AND NEW.status IN ('draft', 'in-review', 'published')
        AND events_import_gives_back(NEW.id);
    is_changed boolean := (
        NEW.dataset_id, NEW.code, NEW.title, NEW.summary, NEW.type, NEW.date_start, NEW.date_end, NEW.date_precision,
        NEW.part_of_day, NEW.date_words, NEW.place_id, NEW.location_precision, NEW.place_words, NEW.latitude,
        NEW.longitude, NEW.grade, NEW.rule, NEW.rule_because
    ) IS DISTINCT FROM (
        OLD.dataset_id, OLD.code, OLD.title, OLD.summary, OLD.type, OLD.date_start, OLD.date_end, OLD.date_precision,
        OLD.part_of_day, OLD.date_words, OLD.place_id, OLD.location_precision, OLD.place_words, OLD.latitude,
        OLD.longitude, OLD.grade, OLD.rule, OLD.rule_because
    );
    is_review boolean := NEW.status = 'published' AND NOT comes_back AND NOT by_import AND (
        OLD.status <> 'published'
        OR NEW.published_by_id IS DISTINCT FROM OLD.published_by_id
        OR (OLD.changed_since_review AND NOT NEW.changed_since_review)
    );
    is_touched boolean;
BEGIN
    IF NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'Who entered an incident does not change.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_author_stays';
    END IF;
    IF OLD.status = 'retracted' AND NEW.status NOT IN ('retracted', 'published') AND NOT by_import THEN
        RAISE EXCEPTION 'A retracted incident stays retracted, unless it is published again.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_retracted_stays';
    END IF;
    NEW.created_at := OLD.created_at;
    -- Only the acting person is ever added to those who changed it, and only a review takes anybody away.
    is_touched := acting IS NOT NULL AND (
        is_changed
        OR (NEW.hands @> ARRAY[acting] AND NOT OLD.hands @> ARRAY[acting])
        OR (NEW.changed_by_id = acting AND OLD.changed_by_id IS DISTINCT FROM acting)
    );
    NEW.hands := CASE WHEN is_touched AND NOT OLD.hands @> ARRAY[acting] THEN OLD.hands || acting ELSE OLD.hands END;
    IF is_changed THEN
        NEW.changed_by_id := acting;
    ELSIF acting IS NULL OR NEW.changed_by_id IS DISTINCT FROM acting THEN
        NEW.changed_by_id := OLD.changed_by_id;
    END IF;
    IF is_review THEN
        PERFORM events_publisher_acts(NEW.published_by_id);
        IF NEW.hands @> ARRAY[acting] THEN
            RAISE EXCEPTION 'Whoever changed an incident since its last review does not publish it.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_reviewed_by_another';
        END IF;
        NEW.hands := '{}';
    ELSE
        NEW.published_by_id := OLD.published_by_id;
        NEW.published_at := CASE
            WHEN by_import AND NEW.status = 'published' THEN coalesce(OLD.published_at, now()) ELSE OLD.published_at END;
        NEW.changed_since_review := NEW.changed_since_review OR comes_back OR (is_changed AND NEW.status = 'published');
    END IF;
    IF NEW.status <> OLD.status OR NEW.changed_since_review <> OLD.changed_since_review THEN
        NEW.stands_since := now();
    ELSE
        NEW.stands_since := OLD.stands_since;
    END IF;
    RETURN NEW;
END $$;
