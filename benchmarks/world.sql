-- A generated world to measure on: %(n)s incidents of the dataset `world`, a hundredth as many of `small`, the same in every
-- run. All is made of a row's number alone: u(n, salt) is as good as random, and another number for every salt. Shapes are
-- those of real files: more in later years and in bursts, most of it in few places and by few actors, numbers with a long tail.
SET session_replication_role = replica; -- the rows are whole: no trigger need make them so
SET synchronize_seqscans = off;

CREATE FUNCTION pg_temp.u(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt) & 9007199254740991) / 9007199254740992.0;

-- 0 … size − 1; the higher the skew, the more of them the first ones
CREATE FUNCTION pg_temp.among(n bigint, salt int, size int, skew float8) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(size * power(pg_temp.u(n, salt), skew))::int;

-- as many people as UCDP's events tell of: half of them one or none, one in a hundred above forty
CREATE FUNCTION pg_temp.people(n bigint, salt int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(8000, floor(1.6 * (power(1 - pg_temp.u(n, salt), -0.75) - 1)))::int;

CREATE FUNCTION pg_temp.latin(n bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['ba','ka','ra','mo','li','du','sha','ne','to','ri','gu','al','zi','ho','pe','wa','ny','si','mar','tal'])
    [1 + pg_temp.among(n, salt, 20, 1)];
CREATE FUNCTION pg_temp.arabic(n bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['با','كا','را','مو','لي','دو','شا','ني','تو','ري','غو','ال','زي','هو','بي','وا','نا','سي','مار','تل'])
    [1 + pg_temp.among(n, salt, 20, 1)];
CREATE FUNCTION pg_temp.word(n bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_temp.latin(n, salt) || pg_temp.latin(n, salt + 1) || CASE WHEN n % 3 > 0 THEN pg_temp.latin(n, salt + 2) ELSE '' END;
CREATE FUNCTION pg_temp.named(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN initcap(pg_temp.word(n, 500));
CREATE FUNCTION pg_temp.named_arabic(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_temp.arabic(n, 500) || pg_temp.arabic(n, 501) || CASE WHEN n % 3 > 0 THEN pg_temp.arabic(n, 502) ELSE '' END;

-- Entered from 1997 on nearly in the order of days, a tenth of them late, a sixth of them in one of forty bursts.
CREATE FUNCTION pg_temp.day(n bigint) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date '1997-01-01' + CASE WHEN pg_temp.u(n, 1) < 0.16 THEN
    floor(10500 * power(pg_temp.u(pg_temp.among(n, 2, 40, 1.5), 3), 0.6) + (30 + 330 * pg_temp.u(pg_temp.among(n, 2, 40, 1.5), 4)) * pg_temp.u(n, 5))
    ELSE floor(10895 * ln(1 + 23.5 * CASE WHEN pg_temp.u(n, 1) < 0.26 THEN pg_temp.u(n, 6)
        ELSE abs(least(n / %(n)s.0, 1) - 0.02 * pg_temp.u(n, 6)) END) / ln(24.5)) END::int;

-- Places: 120 countries, 14 governorates in each, 6 districts in each of those, 3 localities in each of those.
CREATE FUNCTION pg_temp.country(n bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN pg_temp.among(n, 11, 120, 3);
CREATE FUNCTION pg_temp.governorate(n bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_temp.country(n) * 14 + pg_temp.among(n, 12, 14, 2);
CREATE FUNCTION pg_temp.district(n bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_temp.governorate(n) * 6 + pg_temp.among(n, 13, 6, 1.5);
CREATE FUNCTION pg_temp.place(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_temp.u(n, 15) < 0.01 THEN 1 + pg_temp.country(n) WHEN pg_temp.u(n, 15) < 0.04 THEN 121 + pg_temp.governorate(n)
    WHEN pg_temp.u(n, 15) < 0.14 THEN 1801 + pg_temp.district(n)
    ELSE 11881 + pg_temp.district(n) * 3 + pg_temp.among(n, 14, 3, 2) END;

-- Actors: most are of the country, 25 of its own; the others may be anybody.
CREATE FUNCTION pg_temp.actor(n bigint, k int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 1 + (CASE WHEN pg_temp.u(n, 30 + k) < 0.6 THEN pg_temp.country(n) * 25 + pg_temp.among(n, 40 + k, 25, 2.5)
    ELSE pg_temp.among(n, 40 + k, 3000, 3) END * 1009) % 3000;

CREATE FUNCTION pg_temp.report(n bigint, k int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 1 + ((n - 1) / 5 + CASE WHEN k > 1 THEN pg_temp.among(n, 50 + k, 40, 1) ELSE 0 END) % (%(n)s / 5);

-- --- who and where ---------------------------------------------------------------------------------------------------
INSERT INTO events_dataset (id, slug, name, description, code_prefix, last_number, is_public, is_generated, is_default, licence,
    citation, rule)
OVERRIDING SYSTEM VALUE VALUES
    (1, 'world', 'World', 'Generated.', 'WLD', %(n)s, true, true, true, 'CC BY 4.0', 'Nobody (2026).', 'independent-range'),
    (2, 'small', 'Small', 'Generated.', 'SML', %(n)s / 100, true, true, false, 'CC BY 4.0', 'Nobody (2026).', 'most-reliable');

INSERT INTO events_place (id, slug, name, name_local, aliases, lineage, level, pcode, latitude, longitude, parent_id)
OVERRIDING SYSTEM VALUE
SELECT id, lower(pg_temp.named(id)) || '-' || id, pg_temp.named(id), pg_temp.named_arabic(id),
    CASE WHEN id % 7 = 0 THEN ARRAY[pg_temp.named(id + 1000000)] ELSE '{}' END, above || id,
    (ARRAY['country', 'governorate', 'district', 'locality'])[cardinality(above) + 1], CASE WHEN id % 2 = 0 THEN 'WP' || id END,
    -30 + 85 * pg_temp.u(country, 90) + (pg_temp.u(id, 91) - 0.5) * 3, -100 + 230 * pg_temp.u(country, 92) + (pg_temp.u(id, 93) - 0.5) * 3,
    above[cardinality(above)]
FROM (
    SELECT id, id - 1 AS country, '{}'::bigint[] AS above FROM generate_series(1::bigint, 120) id
    UNION ALL SELECT 121 + g, g / 14, ARRAY[1 + g / 14] FROM generate_series(0::bigint, 1679) g
    UNION ALL SELECT 1801 + d, d / 84, ARRAY[1 + d / 84, 121 + d / 6] FROM generate_series(0::bigint, 10079) d
    UNION ALL SELECT 11881 + l, l / 252, ARRAY[1 + l / 252, 121 + l / 18, 1801 + l / 3] FROM generate_series(0::bigint, 30239) l
) place;

INSERT INTO events_actor (id, slug, name, name_local, aliases, lineage, kind, description, parent_id)
OVERRIDING SYSTEM VALUE
SELECT id, 'actor-' || id, pg_temp.named(id + 70000) || (ARRAY[' Forces', ' Front', ' Brigade', ' Militia', ' Army'])[1 + id % 5],
    CASE WHEN id % 2 = 0 THEN 'قوات ' || pg_temp.named_arabic(id + 70000) ELSE '' END, '{}', above || id,
    (ARRAY['armed-group', 'state', 'coalition', 'other'])[1 + pg_temp.among(id, 80, 4, 2)], '', above[cardinality(above)]
FROM (
    SELECT id, '{}'::bigint[] AS above FROM generate_series(1::bigint, 600) id
    UNION ALL SELECT id, ARRAY[1 + pg_temp.among(id, 81, 600, 4)] FROM generate_series(601::bigint, 1800) id
    UNION ALL SELECT id, ARRAY[1 + pg_temp.among(601 + pg_temp.among(id, 82, 1200, 1.5), 81, 600, 4), 601 + pg_temp.among(id, 82, 1200, 1.5)]
    FROM generate_series(1801::bigint, 3000) id
) actor;

INSERT INTO events_source (id, slug, name, name_local, aliases, kind, actor_id, reliability, reliability_because)
OVERRIDING SYSTEM VALUE
SELECT n, 'source-' || n, CASE n % 3 WHEN 0 THEN 'مرصد ' || pg_temp.named_arabic(n) ELSE 'Monitor of ' || pg_temp.named(n) END || ' ' || n, '', '{}',
    (ARRAY['monitor', 'agency', 'local-media', 'government', 'armed-actor', 'hospital', 'un', 'witness'])[1 + n % 8],
    CASE WHEN n % 8 = 4 THEN 1 + n % 600 END, (ARRAY['f', 'f', 'a', 'b', 'c', 'd'])[1 + n % 6], CASE WHEN n % 6 > 1 THEN 'Judged by its record.' ELSE '' END
FROM generate_series(1, 400) n;

INSERT INTO events_report (id, headline, published_on, language, url, archive_url, text, sensitivity, publisher_id)
OVERRIDING SYSTEM VALUE
SELECT n, 'Strikes reported near ' || pg_temp.named(pg_temp.place(n * 5)), pg_temp.day(n * 5) + pg_temp.among(n, 70, 20, 3), CASE WHEN n % 3 = 0 THEN 'ar' ELSE 'en' END,
    'https://news.example/' || n, '', '', 'staff', 1 + pg_temp.among(n, 71, 400, 2.5)
FROM generate_series(1::bigint, %(n)s / 5) n;

-- --- what happened ---------------------------------------------------------------------------------------------------
INSERT INTO events_incident (id, code, title, summary, type, date_start, date_end, date_precision, part_of_day, date_words,
    location_precision, place_words, latitude, longitude, grade, status, retracted_because, changed_since_review, created_at, updated_at,
    published_at, stands_since, dataset_id, place_id, returned_because, hands, rule, rule_because, version)
OVERRIDING SYSTEM VALUE
SELECT n, CASE WHEN n <= %(n)s THEN 'WLD-' ELSE 'SML-' END || extract(year FROM day) || '-' || n,
    CASE n % 60 WHEN 0 THEN '=SUM(1) strike in ' WHEN 1 THEN '''+' WHEN 2 THEN 'A “quoted”, "strike" in '
        ELSE CASE n % 3 WHEN 0 THEN 'غارة على سوق في ' ELSE (ARRAY['Air strike on a market in ', 'Shelling of ', 'Clash near ', 'Killing in '])[1 + n % 4] END END
        || CASE WHEN n % 3 = 0 THEN pg_temp.named_arabic(place) ELSE pg_temp.named(place) END || ' ' || n,
    CASE WHEN pg_temp.u(n, 100) < 0.4 THEN concat_ws(' ', 'Witnesses spoke of', pg_temp.word(pg_temp.among(n, 101, 3000, 2), 110),
        pg_temp.word(pg_temp.among(n, 102, 3000, 2), 110), pg_temp.word(pg_temp.among(n, 103, 3000, 2), 110), 'and', pg_temp.word(pg_temp.among(n, 104, 3000, 2), 110)) ELSE '' END,
    (ARRAY['armed-clash', 'shelling', 'air-strike', 'killing', 'mine-or-ied', 'arrests', 'raid', 'drone-strike', 'execution', 'missile-strike',
        'abduction-or-disappearance', 'suicide-attack', 'destruction-or-looting', 'unknown', 'displacement', 'torture-or-death-in-custody', 'advance', 'siege',
        'unexploded-ordnance', 'withdrawal', 'other', 'sexual-violence', 'agreement', 'naval-fire', 'chemical-weapon'])[1 + pg_temp.among(n, 20, 25, 2.2)],
    day, day + length, CASE WHEN length = 0 THEN 'day' WHEN length < 6 THEN 'few-days' WHEN length = 6 THEN 'week' WHEN length < 31 THEN 'month' ELSE 'longer' END,
    CASE WHEN n % 5 = 0 THEN 'night' ELSE '' END, '', CASE WHEN place <= 120 THEN 'country' WHEN place <= 1800 THEN 'governorate' WHEN place <= 11880 THEN 'district'
        WHEN n % 3 = 0 THEN 'near' ELSE 'exact' END, '',
    CASE WHEN n % 3 = 1 THEN -60 + 120 * pg_temp.u(n, 21) END, CASE WHEN n % 3 = 1 THEN -170 + 340 * pg_temp.u(n, 22) END,
    (ARRAY['ungraded', 'fair', 'weak', 'confirmed', 'contested', 'discounted'])[1 + pg_temp.among(n, 23, 6, 1.4)], status,
    CASE WHEN status = 'retracted' THEN 'Told twice.' ELSE '' END, false, day + 30, day + 30, CASE WHEN status IN ('published', 'retracted') THEN day + 30 END, day + 30,
    CASE WHEN n <= %(n)s THEN 1 ELSE 2 END, place, '', '{}', CASE WHEN n % 97 = 0 THEN 'most-reliable' ELSE '' END, CASE WHEN n % 97 = 0 THEN 'A witness was there.' ELSE '' END, 1
FROM (
    SELECT n, pg_temp.day(n) AS day, pg_temp.place(n) AS place, CASE WHEN pg_temp.u(n, 24) < 0.88 THEN 0 WHEN pg_temp.u(n, 24) < 0.94 THEN 1 + pg_temp.among(n, 25, 5, 1)
        WHEN pg_temp.u(n, 24) < 0.97 THEN 6 WHEN pg_temp.u(n, 24) < 0.99 THEN least(27 + pg_temp.among(n, 25, 4, 1), date '2026-11-20' - pg_temp.day(n)) ELSE least(31 + pg_temp.among(n, 25, 300, 2), date '2026-11-20' - pg_temp.day(n)) END AS length,
        CASE WHEN pg_temp.u(n, 26) < 0.88 THEN 'published' WHEN pg_temp.u(n, 26) < 0.94 THEN 'draft' WHEN pg_temp.u(n, 26) < 0.97 THEN 'in-review' ELSE 'retracted' END AS status
    FROM generate_series(1::bigint, %(n)s + %(n)s / 100) n
) made;

INSERT INTO events_incident_reports (incident_id, report_id)
SELECT n, report FROM generate_series(1::bigint, %(n)s + %(n)s / 100) n, LATERAL (
    SELECT pg_temp.report(n, 1) UNION SELECT pg_temp.report(n, 2) WHERE pg_temp.u(n, 27) < 0.4
) told (report);

INSERT INTO events_involvement (incident_id, role, strength, sharing, actor_id)
SELECT n, role, (ARRAY['alleged', 'likely', 'confirmed', 'denied'])[1 + pg_temp.among(n * 4 + k, 60, 16, 1) / 5],
    CASE WHEN role = 'perpetrator' AND k > 1 AND pg_temp.u(n * 4 + k, 61) < 0.3 THEN 'alternative' ELSE 'joint' END, actor
FROM (
    SELECT n, k, actor, CASE WHEN k = 1 AND pg_temp.u(n, 62) < 0.78 THEN 'perpetrator'
        ELSE (ARRAY['target', 'perpetrator', 'party', 'supporter', 'loses-control', 'gains-control'])[1 + pg_temp.among(n * 4 + k, 63, 6, 1.5)] END AS role
    FROM (
        SELECT n, CASE WHEN pg_temp.u(n, 64) < 0.05 THEN 0 WHEN pg_temp.u(n, 64) < 0.43 THEN 1 WHEN pg_temp.u(n, 64) < 0.80 THEN 2 WHEN pg_temp.u(n, 64) < 0.95 THEN 3 ELSE 4 END AS most,
            ARRAY[pg_temp.actor(n, 1), pg_temp.actor(n, 2), pg_temp.actor(n, 3), pg_temp.actor(n, 4)] AS actors
        FROM generate_series(1::bigint, %(n)s + %(n)s / 100) n
    ) one, LATERAL unnest(actors) WITH ORDINALITY each (actor, k)
    WHERE k <= most AND array_position(actors, actor) = k
) involved;

-- --- what was said, and what we hold -----------------------------------------------------------------------------------
INSERT INTO events_claim (incident_id, kind, harm, victims, combatants_of_id, minimum, maximum, best, qualifier, children_minimum, children_maximum,
    quote, claimed_on, set_aside_because, status, report_id, claimant_id)
SELECT n, 'incident', harm, victims, CASE WHEN victims = 'combatants' AND draw % 5 < 2 THEN pg_temp.actor(n, 1) END,
    CASE WHEN qualifier = 'none' THEN 0 WHEN qualifier = 'at-most' THEN NULL WHEN qualifier IN ('some', 'dozens') THEN 1 + people ELSE people END,
    CASE WHEN qualifier = 'none' THEN 0 WHEN qualifier IN ('at-least', 'some', 'dozens') THEN NULL WHEN qualifier = 'between' THEN people + 4 ELSE people END,
    CASE WHEN qualifier = 'between' AND draw % 2 = 0 THEN people + 2 END, qualifier, CASE WHEN draw % 9 = 0 THEN 0 END, CASE WHEN draw % 9 = 0 THEN draw % 4 END,
    CASE draw % 12 WHEN 0 THEN 'قالت المصادر إن ' || people || ' شخصا قتلوا في ' || pg_temp.named_arabic(pg_temp.place(n))
        WHEN 1 THEN 'at least ' || people || ' people were killed in ' || pg_temp.named(pg_temp.place(n)) || ', witnesses of ' || pg_temp.word(pg_temp.among(key, 140, 3000, 2), 110) || ' said' ELSE '' END,
    pg_temp.day(n) + 1 + pg_temp.among(key, 141, 20, 3), CASE WHEN draw % 60 = 0 THEN 'Nobody else tells of it.' ELSE '' END, '', pg_temp.report(n, k),
    CASE WHEN draw % 3 > 0 THEN 1 + pg_temp.among(key, 142, 400, 2.5) END
FROM (
    SELECT n, k, n * 6 + k AS key, pg_temp.among(n * 6 + k, 135, 1000000, 1) AS draw, pg_temp.people(n * 6 + k, 130) AS people,
        (ARRAY['killed', 'killed', 'killed', 'killed', 'killed', 'injured', 'injured', 'detained', 'displaced', 'missing'])[1 + pg_temp.among(n * 6 + k, 131, 10, 1.3)] AS harm,
        (ARRAY['not-stated', 'civilians', 'combatants', 'all'])[1 + pg_temp.among(n * 6 + k, 132, 4, 2)] AS victims,
        (ARRAY['exact', 'exact', 'exact', 'exact', 'between', 'about', 'at-least', 'at-most', 'some', 'dozens', 'none'])[1 + pg_temp.among(n * 6 + k, 133, 11, 1.4)] AS qualifier
    FROM (
        SELECT n, (ARRAY[0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6])[1 + pg_temp.among(n, 134, 15, 1)] AS most FROM generate_series(1::bigint, %(n)s + %(n)s / 100) n
    ) one, LATERAL generate_series(1, most) k
) said;

-- `people` is what there is to know; a tenth has no best, a tenth no highest, a fiftieth no lowest.
INSERT INTO events_estimate (incident_id, harm, victims, combatants_of_id, low, best, high, is_uncounted, rule, rule_version, voices, is_current, made_at,
    known_from, known_until)
SELECT n, harm, victims, of, CASE WHEN bare THEN NULL ELSE people * 3 / 4 END, CASE WHEN bare OR pg_temp.u(key, 151) < 0.1 THEN NULL ELSE people END,
    CASE WHEN open AND NOT bare THEN NULL ELSE people + (people + 2) / 3 END, open AND NOT bare AND draw % 2 = 0,
    CASE WHEN draw % 50 < 43 THEN 'independent-range' WHEN draw % 50 < 46 THEN 'most-reliable' WHEN draw % 50 < 48 THEN 'two-independent' WHEN draw % 50 = 48 THEN 'as-published' ELSE 'decision' END,
    1, 1 + draw % 3, true, day + 30, day + since, CASE WHEN part = 10 THEN day + 60 END
FROM (
    SELECT n, part, n * 16 + part AS key, pg_temp.among(n * 16 + part, 154, 1000000, 1) AS draw, harm, victims, CASE WHEN part IN (4, 5) THEN pg_temp.actor(n, part - 3) END AS of, pg_temp.day(n) AS day,
        CASE WHEN part = 1 AND pg_temp.u(n, 170) < 0.12 THEN 60 ELSE 1 + pg_temp.among(n, 171, 20, 3) END AS since,
        floor(pg_temp.people(n, 150 + (harm = 'killed')::int) * CASE WHEN part IN (1, 7, 8, 9, 11) THEN 1 ELSE pg_temp.u(n * 16 + part, 152) END)::int AS people,
        pg_temp.u(n * 16 + part, 153) < 0.02 AS bare, pg_temp.u(n * 16 + part, 153) > 0.9 AS open
    FROM generate_series(1::bigint, %(n)s + %(n)s / 100) n, (VALUES
        (1, 'killed', 'all', 0.8), (2, 'killed', 'civilians', 0.35), (3, 'killed', 'combatants', 0.12), (4, 'killed', 'combatants', 0.06),
        (5, 'killed', 'combatants', 0.02), (6, 'killed', 'not-stated', 0.18), (7, 'injured', 'all', 0.28), (8, 'detained', 'all', 0.02),
        (9, 'displaced', 'all', 0.02), (10, 'killed', 'all', 0.12), (11, 'missing', 'all', 0.02), (12, 'killed', 'children', 0.08)
    ) asked (part, harm, victims, share)
    WHERE CASE WHEN part = 10 THEN pg_temp.u(n, 170) < share AND pg_temp.u(n, 160) < 0.8 WHEN part = 1 THEN pg_temp.u(n, 160) < share
        WHEN part = 5 THEN pg_temp.u(n, 165) < share AND pg_temp.actor(n, 1) <> pg_temp.actor(n, 2) ELSE pg_temp.u(n * 16 + part, 161) < share END
) held;

INSERT INTO events_estimateclaim (estimate_id, claim_id, set_aside)
SELECT e.id, c.id, CASE WHEN c.set_aside_because <> '' THEN 'analyst' WHEN c.victims = 'civilians' THEN 'part' ELSE '' END
FROM events_estimate e JOIN events_claim c ON c.incident_id = e.incident_id AND c.harm = e.harm
WHERE e.victims = 'all' AND e.known_until IS NULL;

-- What is entered next goes on from here.
SELECT setval(pg_get_serial_sequence('events_dataset', 'id'), max(id)) FROM events_dataset;
SELECT setval(pg_get_serial_sequence('events_place', 'id'), max(id)) FROM events_place;
SELECT setval(pg_get_serial_sequence('events_actor', 'id'), max(id)) FROM events_actor;
SELECT setval(pg_get_serial_sequence('events_source', 'id'), max(id)) FROM events_source;
SELECT setval(pg_get_serial_sequence('events_report', 'id'), max(id)) FROM events_report;
SELECT setval(pg_get_serial_sequence('events_incident', 'id'), max(id)) FROM events_incident;

SET session_replication_role = origin;
