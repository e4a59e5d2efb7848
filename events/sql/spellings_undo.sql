DROP INDEX place_spellings;
DROP FUNCTION events_spellings(text, text, text, text[]);
