-- A generated dataset to measure exports on: the same rows every time, made of the row's number alone.
-- %(n)s incidents with 1.8 roles, 2.4 claims and 1.9 estimates each, a third of the words in Arabic, some like formulas.
SET session_replication_role = replica; -- the rows are whole: no trigger need make them so

INSERT INTO events_dataset (id, slug, name, description, code_prefix, last_number, is_public, is_generated, is_default, licence, citation, rule)
OVERRIDING SYSTEM VALUE
VALUES (1, 'million', 'A million', 'Generated.', 'MIL', 0, true, true, true, 'CC BY 4.0', 'Nobody (2026).', 'independent-range');

INSERT INTO events_place (id, slug, name, name_local, aliases, lineage, level, latitude, longitude, parent_id)
OVERRIDING SYSTEM VALUE
SELECT n, 'place-' || n, 'Place ' || n, 'مكان ' || n, '{}',
    CASE WHEN n = 1 THEN ARRAY[1] WHEN n <= 15 THEN ARRAY[1, n] WHEN n <= 100 THEN ARRAY[1, 2 + n %% 14, n]
        ELSE ARRAY[1, 2 + (16 + n %% 85) %% 14, 16 + n %% 85, n] END::bigint[],
    CASE WHEN n = 1 THEN 'country' WHEN n <= 15 THEN 'governorate' WHEN n <= 100 THEN 'district' ELSE 'locality' END,
    32 + n %% 500 / 100.0, 36 + n %% 600 / 100.0,
    CASE WHEN n = 1 THEN NULL WHEN n <= 15 THEN 1 WHEN n <= 100 THEN 2 + n %% 14 ELSE 16 + n %% 85 END
FROM generate_series(1, 5000) n;

INSERT INTO events_actor (id, slug, name, name_local, aliases, lineage, kind, description, parent_id)
OVERRIDING SYSTEM VALUE
SELECT n, 'actor-' || n, 'Forces of ' || n, '', '{}', ARRAY[n], 'other', '', NULL FROM generate_series(1, 60) n;

INSERT INTO events_source (id, slug, name, name_local, aliases, kind, reliability, reliability_because)
OVERRIDING SYSTEM VALUE
SELECT n, 'source-' || n, CASE n %% 3 WHEN 0 THEN 'مرصد ' ELSE 'Monitor ' END || n, '', '{}', 'monitor', 'f', ''
FROM generate_series(1, 80) n;

INSERT INTO events_report (id, headline, published_on, language, url, archive_url, text, sensitivity, publisher_id)
OVERRIDING SYSTEM VALUE
SELECT n, 'Strikes reported near place ' || n, date '2011-01-01' + (n %% 5000)::int, 'en',
    'https://news.example/' || n, '', '', 'public', 1 + n %% 80
FROM generate_series(1, %(n)s / 10) n;

INSERT INTO events_incident (id, code, title, summary, type, date_start, date_end, date_precision, part_of_day, date_words,
    location_precision, place_words, latitude, longitude, grade, status, retracted_because, changed_since_review, updated_at,
    published_at, dataset_id, place_id, returned_because, hands, rule, rule_because, version)
OVERRIDING SYSTEM VALUE
SELECT n, 'MIL-' || (2011 + n %% 14) || '-' || n,
    CASE n %% 30 WHEN 0 THEN '=SUM(1) strike ' WHEN 1 THEN '''+' WHEN 2 THEN 'A “quoted”, "strike" ' ELSE
        CASE n %% 3 WHEN 0 THEN 'غارة جوية على مكان ' ELSE 'Air strike on a market in place ' END END || n,
    '', (ARRAY['air-strike', 'shelling', 'armed-clash', 'mine', 'killing', 'arrests'])[1 + n %% 6],
    date '2011-01-01' + (n * 1009 %% 5000)::int, date '2011-01-01' + (n * 1009 %% 5000)::int + CASE WHEN n %% 5 = 0 THEN 3 ELSE 0 END,
    CASE WHEN n %% 5 = 0 THEN 'few-days' ELSE 'day' END, '', '', (ARRAY['exact', 'near', 'district'])[1 + n %% 3], '',
    CASE WHEN n %% 2 = 0 THEN 32 + n %% 70000 / 10000.0 END, CASE WHEN n %% 2 = 0 THEN 36 + n %% 60000 / 10000.0 END,
    (ARRAY['fair', 'weak', 'ungraded', 'contested'])[1 + n %% 4], 'published', '', false, now(), now(), 1, 1 + n * 31 %% 5000, '', '{}',
    '', '', 1
FROM generate_series(1, %(n)s) n;

INSERT INTO events_incident_reports (incident_id, report_id)
SELECT n, 1 + (n * 13 + 1) %% (%(n)s / 10) FROM generate_series(1, %(n)s) n;

INSERT INTO events_involvement (incident_id, role, strength, sharing, actor_id)
SELECT n, CASE WHEN k = 1 THEN 'perpetrator' ELSE (ARRAY['target', 'perpetrator'])[1 + n %% 2] END, 'alleged', 'joint',
    1 + (n + k * 13) %% 60
FROM generate_series(1, %(n)s) n, generate_series(1, 1 + (n %% 5 <> 0)::int) k;

INSERT INTO events_claim (incident_id, kind, harm, victims, minimum, maximum, qualifier, children_minimum, children_maximum,
    quote, claimed_on, set_aside_because, status, report_id, claimant_id)
SELECT n, 'incident', CASE WHEN k = 3 THEN 'injured' ELSE 'killed' END, CASE WHEN k = 2 THEN 'civilians' ELSE 'not-stated' END,
    (n + k) %% 40, (n + k) %% 40, 'exact', CASE WHEN n %% 4 = 0 THEN 0 END, CASE WHEN n %% 4 = 0 THEN (n + k) %% 5 END,
    CASE n %% 3 WHEN 0 THEN 'قالت المصادر إن ' || n || ' شخصا قتلوا' ELSE 'at least ' || n || ' people were killed, witnesses said' END,
    date '2011-01-01' + (n * 1009 %% 5000)::int, '', '', 1 + (n * 13 + k) %% (%(n)s / 10), nullif(1 + (n + k) %% 90, 90) %% 81
FROM generate_series(1, %(n)s) n, generate_series(1, (ARRAY[1, 2, 2, 3, 4])[1 + n %% 5]) k;
UPDATE events_claim SET claimant_id = NULL WHERE claimant_id = 0;

INSERT INTO events_estimate (incident_id, harm, victims, low, best, high, is_uncounted, rule, rule_version, voices, is_current, made_at, known_from)
SELECT n, harm, victims, n %% 40, n %% 40, nullif(n %% 40 + n %% 3, 41), false, 'independent-range', 1, 1, true, now(), '2011-01-01'
FROM generate_series(1, %(n)s) n,
    (VALUES ('killed', 'all', 19), ('killed', 'civilians', 12), ('injured', 'all', 7)) q (harm, victims, share)
WHERE n %% 20 < share;

INSERT INTO events_estimateclaim (estimate_id, claim_id, set_aside)
SELECT e.id, c.id, CASE WHEN c.victims = 'civilians' THEN 'part' ELSE '' END
FROM events_estimate e JOIN events_claim c ON c.incident_id = e.incident_id AND c.harm = e.harm WHERE e.victims = 'all';

SET session_replication_role = origin;
