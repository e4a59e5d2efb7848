-- The two functions that again.sql changed are made again from the files that made them first (the migration sees to it).
DROP FUNCTION events_import_gives_back(bigint);
DROP TRIGGER claim_not_of_merged ON events_claim;
DROP TRIGGER claims_not_of_merged ON events_claim;
DROP FUNCTION events_claims_not_of_merged();
CREATE TRIGGER claim_not_of_merged BEFORE INSERT OR UPDATE OF incident_id ON events_claim
    FOR EACH ROW WHEN (NEW.incident_id IS NOT NULL) EXECUTE FUNCTION events_claim_not_of_merged();
