DROP TRIGGER change_append_only ON events_change;
DO $$
DECLARE kept record;
BEGIN
    FOR kept IN
        SELECT tgname, tgrelid::regclass AS home FROM pg_trigger
        WHERE NOT tgisinternal AND tgfoid IN ('events_history()'::regprocedure, 'events_never_emptied()'::regprocedure)
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', kept.tgname, kept.home);
    END LOOP;
END $$;
DROP FUNCTION events_change_append_only();
DROP FUNCTION events_never_emptied();
DROP FUNCTION events_history();
DROP FUNCTION events_history_by_way(text, jsonb);
