-- Frameworks whose areas each give a tariff, those whose tariff goes by a primary area, and new versions of a framework.

-- An area's own tariff, and the primary area where the reader took another than the rule. Null elsewhere, so that the
-- digests of older records stand.
ALTER TABLE area_level ADD COLUMN tariff TEXT;
CREATE INDEX area_level_with_tariff ON area_level (mapping, i, area, tariff) WHERE tariff IS NOT NULL;
ALTER TABLE mapping ADD COLUMN primary_area TEXT;

-- Who adopted a framework's version under which an earlier mapping stands as it was: such a mapping was not read anew.
ALTER TABLE mapping ADD COLUMN adopted_by TEXT;
