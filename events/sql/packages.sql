-- A package is cited: its row says what the bytes are for ever. Nobody changes it or takes it away, the owner neither.

CREATE FUNCTION events_package_is_kept() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a package is kept as it was made: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'events_package_is_kept';
END $$;

CREATE TRIGGER package_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON events_package
    FOR EACH STATEMENT EXECUTE FUNCTION events_package_is_kept();
