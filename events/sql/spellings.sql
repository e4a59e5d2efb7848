-- All spellings of a place, actor or source in lower case between bars, "|russia|россия|russian federation|": one text, so
-- that a name is looked up by its letters in an index (events/models/named.py asks by this very expression). array_to_string
-- is held to vary with its elements' type; for texts it does not.
CREATE FUNCTION events_spellings(slug text, name text, name_local text, aliases text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT lower('|' || slug || '|' || name || '|' || name_local || '|' || array_to_string(aliases, '|') || '|')
$$;

-- Actors and sources are few; of places a country has thousands.
CREATE INDEX place_spellings ON events_place USING gin (events_spellings(slug, name, name_local, aliases) gin_trgm_ops);
