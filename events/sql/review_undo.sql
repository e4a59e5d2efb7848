DROP TRIGGER report_written ON events_report;
DO $$
DECLARE written text; event text;
BEGIN
    FOREACH written IN ARRAY ARRAY['claim', 'involvement', 'decision', 'incident_reports', 'claimstance'] LOOP
        FOREACH event IN ARRAY ARRAY['came', 'went', 'written'] LOOP
            EXECUTE format('DROP TRIGGER %s_%s ON events_%s', written, event, written);
        END LOOP;
    END LOOP;
END $$;
DROP FUNCTION events_report_written();
DROP FUNCTION events_stance_written();
DROP FUNCTION events_part_written();
DROP FUNCTION events_incidents_touched(bigint[]);
DROP TRIGGER incident_review ON events_incident;
DROP TRIGGER incident_enters ON events_incident;
DROP FUNCTION events_incident_review();
DROP FUNCTION events_incident_enters();
DROP FUNCTION events_publisher_acts(bigint);
DROP FUNCTION events_acting();
