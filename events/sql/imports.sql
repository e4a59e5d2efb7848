-- The history of what imports write beside the record (the function is events/sql/history.sql's). What a worker says of its
-- progress every few seconds is no change.
DO $$
DECLARE
    target record;
    refers text;
    moment text;
BEGIN
    FOR target IN SELECT 'events_' || name AS home, holder, hidden FROM (VALUES
        ('batch', '', 'rows_done rows_all heard_at'), ('origin', 'incident_id', ''), ('spelling', '', ''), ('columnmap', '', '')
    ) AS kept(name, holder, hidden) LOOP
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
