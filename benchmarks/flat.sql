-- The table that the rivals answer from: one row per published incident of the default dataset, all that a dashboard needs in
-- it, narrow, vocabularies as numbers, and in the order of days.
CREATE SCHEMA rival;
CREATE TABLE rival.flat AS
SELECT i.id::int, i.date_start, i.date_end, array_position(%(category)s, i.category)::smallint AS category,
    array_position(%(type)s, i.type)::smallint AS type, array_position(%(grade)s, i.grade)::smallint AS grade, i.place_id::int AS place, p.lineage[1]::int AS country,
    p.lineage[2]::int AS governorate, p.lineage[3]::int AS district, e.low, e.best, e.high, coalesce(e.is_uncounted, false) AS uncounted,
    array_position(%(casualties)s, CASE WHEN e.id IS NULL THEN 'unknown' WHEN e.low = 0 AND e.high = 0 THEN 'none' ELSE 'reported' END)::smallint AS casualties,
    coalesce(a.actors, '{}') AS actors, coalesce(a.roots, '{}') AS roots
FROM events_incident i JOIN events_dataset d ON d.id = i.dataset_id AND d.is_default JOIN events_place p ON p.id = i.place_id
LEFT JOIN events_estimate e ON e.incident_id = i.id AND e.harm = 'killed' AND e.victims = 'all' AND e.combatants_of_id IS NULL
    AND e.is_current AND e.known_until IS NULL
LEFT JOIN (
    SELECT incident_id, array_agg(DISTINCT above)::int[] AS actors, array_agg(DISTINCT a.lineage[1])::int[] AS roots
    FROM events_involvement v JOIN events_actor a ON a.id = v.actor_id, unnest(a.lineage) above
    WHERE v.role = 'perpetrator' AND v.strength <> 'denied' GROUP BY incident_id
) a ON a.incident_id = i.id
WHERE i.status = 'published' ORDER BY i.date_start, i.id;
ALTER TABLE rival.flat ADD PRIMARY KEY (id);
CREATE INDEX ON rival.flat (date_end DESC, id DESC);
CREATE INDEX ON rival.flat (date_start);
CREATE INDEX ON rival.flat (type, date_start);
CREATE INDEX ON rival.flat (country);
CREATE INDEX ON rival.flat (governorate);
CREATE INDEX ON rival.flat (district);
CREATE INDEX ON rival.flat (place);
CREATE INDEX ON rival.flat USING gin (actors);

