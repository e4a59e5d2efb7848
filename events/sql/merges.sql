-- Duplicates: how they are found quickly, and what of a merge holds against whoever writes.

-- Finding. Days are asked as an overlap of intervals. Quotes are compared by trigram wherever they stand, so that a sentence
-- copied from one outlet to the next is found whatever its date; 0.6 alike is a copy in another spelling. GiST, and the first
-- 100 characters: of 16,566 quotes as long as a paragraph it finds the like in 15 ms, where GIN, whose lists of a common
-- trigram are as long as the table, takes 350; and a claim costs it one entry to write instead of a hundred.
CREATE INDEX incident_days ON events_incident USING gist (daterange(date_start, date_end, '[]'));
CREATE INDEX claim_words ON events_claim USING gist (left(quote, 100) gist_trgm_ops (siglen = 64)) WHERE quote <> '';

CREATE FUNCTION events_claims_worded_like(words text[]) RETURNS TABLE (incident bigint) LANGUAGE sql STABLE
SET pg_trgm.similarity_threshold = 0.6 AS $$
    SELECT DISTINCT found.incident_id FROM unnest(words) AS said CROSS JOIN LATERAL (
        SELECT c.incident_id FROM events_claim c
        WHERE c.quote <> '' AND left(c.quote, 100) % left(said, 100) AND c.incident_id IS NOT NULL LIMIT 50
    ) found
$$;

-- Merging. A merge is two rows that say the same: the merged incident leads to the kept one, and a standing row of
-- events_merge says who did it and what moved. Both are looked at when the transaction ends, for each is written first once.
CREATE FUNCTION events_merge_stands(incident bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE leads_to bigint; said bigint;
BEGIN
    SELECT merged_into_id INTO leads_to FROM events_incident WHERE id = incident;
    SELECT winner_id INTO said FROM events_merge WHERE loser_id = incident AND undone_at IS NULL;
    IF leads_to IS DISTINCT FROM said THEN
        RAISE EXCEPTION 'incident %: leads to %, and its standing merge says %', incident, leads_to, said
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_merge_stands';
    END IF;
END $$;

CREATE FUNCTION events_incident_merge_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM events_merge_stands(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION events_merge_is_followed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM events_merge_stands(NEW.loser_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_merge_stands AFTER UPDATE OF merged_into_id ON events_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION events_incident_merge_stands();
CREATE CONSTRAINT TRIGGER incident_is_not_made_merged AFTER INSERT ON events_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION events_incident_merge_stands();
CREATE CONSTRAINT TRIGGER merge_is_followed AFTER INSERT OR UPDATE ON events_merge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION events_merge_is_followed();

-- While a merge stands, undoing it is the one thing that can still be said of its row: what moved must be known to the end.
CREATE FUNCTION events_merge_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - '{undone_at,undone_by_id}'::text[] = to_jsonb(OLD) - '{undone_at,undone_by_id}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'merge %: it is kept as it was written', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'events_merge_is_kept';
END $$;
CREATE TRIGGER merge_is_kept BEFORE UPDATE OR DELETE ON events_merge
    FOR EACH ROW WHEN (OLD.undone_at IS NULL) EXECUTE FUNCTION events_merge_is_kept();

-- Chains of merges end: never in a circle, never in another dataset. Writers queue up, as two could close a circle together.
CREATE FUNCTION events_incident_leads_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(TG_RELID::integer, 1);
    IF EXISTS (
        WITH RECURSIVE onward(id) AS (
            SELECT NEW.merged_into_id
            UNION SELECT i.merged_into_id FROM events_incident i JOIN onward o ON i.id = o.id
        ) SELECT 1 FROM onward WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'incident %: merged into itself by way of others', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_incident_no_circle';
    END IF;
    IF EXISTS (
        SELECT 1 FROM events_incident i JOIN events_incident w ON w.id = i.merged_into_id
        WHERE (i.id = NEW.id OR w.id = NEW.id) AND i.dataset_id <> w.dataset_id
    ) THEN
        RAISE EXCEPTION 'incident %: incidents of two datasets are not merged', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_incident_one_dataset';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_leads_on AFTER INSERT OR UPDATE OF merged_into_id ON events_incident
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION events_incident_leads_on();
CREATE CONSTRAINT TRIGGER incident_keeps_its_dataset AFTER UPDATE OF dataset_id ON events_incident
    FOR EACH ROW WHEN (OLD.dataset_id <> NEW.dataset_id) EXECUTE FUNCTION events_incident_leads_on();

-- A code that leads to another is for ever: it neither changes nor goes.
CREATE FUNCTION events_incident_code_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'incident %: the code % is for ever', OLD.id, OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'events_incident_code_is_kept';
END $$;
CREATE TRIGGER incident_code_is_kept BEFORE UPDATE OF code ON events_incident
    FOR EACH ROW WHEN (OLD.code <> NEW.code AND OLD.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION events_incident_code_is_kept();
CREATE TRIGGER incident_code_stays BEFORE DELETE ON events_incident
    FOR EACH ROW WHEN (OLD.merged_into_id IS NOT NULL) EXECUTE FUNCTION events_incident_code_is_kept();

-- A merged incident has no claims. The claim's writer holds the incident's row until it is done, so that a merge that runs at
-- the same moment waits and then sees the claim, or has ended and is seen.
CREATE FUNCTION events_claim_not_of_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE leads_to bigint;
BEGIN
    SELECT merged_into_id INTO leads_to FROM events_incident WHERE id = NEW.incident_id FOR SHARE;
    IF leads_to IS NOT NULL THEN
        RAISE EXCEPTION 'claim %: incident % is merged into another', NEW.id, NEW.incident_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_merged_has_no_claims';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_not_of_merged BEFORE INSERT OR UPDATE OF incident_id ON events_claim
    FOR EACH ROW WHEN (NEW.incident_id IS NOT NULL) EXECUTE FUNCTION events_claim_not_of_merged();

CREATE FUNCTION events_merged_has_no_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM events_claim WHERE incident_id = NEW.id) THEN
        RAISE EXCEPTION 'incident %: its claims must move before it is merged', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_merged_has_no_claims';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_merged_has_no_claims AFTER UPDATE OF merged_into_id ON events_incident
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION events_merged_has_no_claims();
