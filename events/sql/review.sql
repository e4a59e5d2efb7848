-- Four eyes, kept by the database whoever writes: by form, by the ORM, in bulk or by hand (docs/adr/0011).
-- Whoever entered an incident or changed it since its last review neither publishes nor confirms it, the publisher is the
-- person who acts (actions/acting.py), and a published incident whose content changes returns to the queue by itself.

-- Every function looks in the record's own schema first: a temporary table of the same name is not it.
CREATE FUNCTION events_acting() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN said ~ '^[0-9]{1,18}$' THEN said::bigint END
    FROM (SELECT current_setting('conflict_tracker.by', true)) setting(said)
$$;

CREATE FUNCTION events_publisher_acts(publisher bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF events_acting() IS NULL OR publisher IS DISTINCT FROM events_acting() THEN
        RAISE EXCEPTION 'An incident is published by the person who acts, in the name of that person.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_published_by_the_acting';
    END IF;
END $$;

-- A loaded incident has nobody who entered it; it comes published, with what was entered in the same transaction.
CREATE FUNCTION events_incident_enters() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM events_publisher_acts(NEW.published_by_id);
    RETURN NEW;
END $$;

CREATE TRIGGER incident_enters BEFORE INSERT ON events_incident
    FOR EACH ROW WHEN (NEW.status = 'published' AND (NEW.created_by_id IS NOT NULL OR NEW.published_by_id IS NOT NULL))
    EXECUTE FUNCTION events_incident_enters();

CREATE FUNCTION events_incident_review() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    acting bigint := events_acting();
    comes_back boolean := OLD.status = 'merged' AND NEW.status = 'published' AND OLD.published_at IS NOT NULL;
    is_changed boolean := (
        NEW.dataset_id, NEW.code, NEW.title, NEW.summary, NEW.type, NEW.date_start, NEW.date_end, NEW.date_precision,
        NEW.part_of_day, NEW.date_words, NEW.place_id, NEW.location_precision, NEW.place_words, NEW.latitude,
        NEW.longitude, NEW.grade, NEW.rule, NEW.rule_because
    ) IS DISTINCT FROM (
        OLD.dataset_id, OLD.code, OLD.title, OLD.summary, OLD.type, OLD.date_start, OLD.date_end, OLD.date_precision,
        OLD.part_of_day, OLD.date_words, OLD.place_id, OLD.location_precision, OLD.place_words, OLD.latitude,
        OLD.longitude, OLD.grade, OLD.rule, OLD.rule_because
    );
    is_review boolean := NEW.status = 'published' AND NOT comes_back AND (
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
    IF OLD.status = 'retracted' AND NEW.status NOT IN ('retracted', 'published') THEN
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
        NEW.published_at := OLD.published_at;
        NEW.changed_since_review := NEW.changed_since_review OR comes_back OR (is_changed AND NEW.status = 'published');
    END IF;
    IF NEW.status <> OLD.status OR NEW.changed_since_review <> OLD.changed_since_review THEN
        NEW.stands_since := now();
    ELSE
        NEW.stands_since := OLD.stands_since;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER incident_review BEFORE UPDATE ON events_incident
    FOR EACH ROW EXECUTE FUNCTION events_incident_review();

-- What stands on incidents (ids) was written: those that were there before this transaction are changed. They are locked
-- before they are looked at: whoever publishes one at this moment comes before the change, or sees it.
CREATE FUNCTION events_incidents_touched(touched bigint[]) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE person bigint := events_acting();
BEGIN
    PERFORM 1 FROM events_incident WHERE id = ANY (touched) AND created_at <> now() ORDER BY id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE events_incident
    SET changed_since_review = changed_since_review OR status = 'published',
        hands = CASE WHEN person IS NULL THEN hands ELSE hands || person END,
        changed_by_id = coalesce(person, changed_by_id)
    WHERE id = ANY (touched) AND created_at <> now() AND status IN ('draft', 'in-review', 'published')
        AND ((status = 'published' AND NOT changed_since_review)
            OR (person IS NOT NULL AND (NOT hands @> ARRAY[person] OR changed_by_id IS DISTINCT FROM person)));
END $$;

-- Once for each statement, however many rows it wrote. A row saved as it was changes nothing.
CREATE FUNCTION events_part_written() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT incident_id) INTO touched FROM came WHERE incident_id IS NOT NULL;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT incident_id) INTO touched FROM gone WHERE incident_id IS NOT NULL;
    ELSE
        SELECT array_agg(DISTINCT of_either) INTO touched
        FROM gone JOIN came USING (id), unnest(ARRAY[gone.incident_id, came.incident_id]) of_either
        WHERE gone IS DISTINCT FROM came AND of_either IS NOT NULL;
    END IF;
    IF touched IS NOT NULL THEN
        PERFORM events_incidents_touched(touched);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION events_stance_written() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT c.incident_id) INTO touched FROM came JOIN events_claim c ON c.id = came.claim_id;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT c.incident_id) INTO touched FROM gone JOIN events_claim c ON c.id = gone.claim_id;
    ELSE
        SELECT array_agg(DISTINCT c.incident_id) INTO touched
        FROM gone JOIN came USING (id) JOIN events_claim c ON c.id IN (gone.claim_id, came.claim_id)
        WHERE gone IS DISTINCT FROM came;
    END IF;
    IF touched IS NOT NULL THEN
        PERFORM events_incidents_touched(touched);
    END IF;
    RETURN NULL;
END $$;

-- Of a report, what readers see and what claims are read by; not the private text.
CREATE FUNCTION events_report_written() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
    WITH changed AS (
        SELECT came.id FROM gone JOIN came USING (id)
        WHERE (gone.publisher_id, gone.headline, gone.published_on, gone.language, gone.url, gone.archive_url)
            IS DISTINCT FROM
            (came.publisher_id, came.headline, came.published_on, came.language, came.url, came.archive_url)
    )
    SELECT array_agg(told.incident_id) INTO touched FROM (
        SELECT c.incident_id FROM events_claim c JOIN changed ON changed.id = c.report_id
        UNION
        SELECT r.incident_id FROM events_incident_reports r JOIN changed ON changed.id = r.report_id
    ) told;
    IF touched IS NOT NULL THEN
        PERFORM events_incidents_touched(touched);
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE written text; called text;
BEGIN
    FOREACH written IN ARRAY ARRAY['claim', 'involvement', 'decision', 'incident_reports', 'claimstance'] LOOP
        called := CASE written WHEN 'claimstance' THEN 'events_stance_written' ELSE 'events_part_written' END;
        EXECUTE format('CREATE TRIGGER %s_came AFTER INSERT ON events_%s REFERENCING NEW TABLE AS came
            FOR EACH STATEMENT EXECUTE FUNCTION %s()', written, written, called);
        EXECUTE format('CREATE TRIGGER %s_went AFTER DELETE ON events_%s REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION %s()', written, written, called);
        EXECUTE format('CREATE TRIGGER %s_written AFTER UPDATE ON events_%s
            REFERENCING OLD TABLE AS gone NEW TABLE AS came
            FOR EACH STATEMENT EXECUTE FUNCTION %s()', written, written, called);
    END LOOP;
END $$;

CREATE TRIGGER report_written AFTER UPDATE ON events_report REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION events_report_written();
