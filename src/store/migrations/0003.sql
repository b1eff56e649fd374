-- Frameworks whose areas each give a tariff, and those whose tariff goes by a primary area.

-- An area's own tariff, and the primary area where the reader took another than the rule. Null elsewhere, so that the
-- digests of older records stand.
ALTER TABLE area_level ADD COLUMN tariff TEXT;
ALTER TABLE mapping ADD COLUMN primary_area TEXT;
