DO $$
DECLARE kept record;
BEGIN
    FOR kept IN
        SELECT tgname, tgrelid::regclass AS home FROM pg_trigger
        WHERE NOT tgisinternal AND tgfoid IN ('events_history()'::regprocedure, 'events_never_emptied()'::regprocedure)
            AND tgrelid IN ('events_batch'::regclass, 'events_origin'::regclass, 'events_spelling'::regclass, 'events_columnmap'::regclass)
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', kept.tgname, kept.home);
    END LOOP;
END $$;
