-- Amended plans: what a plan's newer version touched, and what a mapping carried over from an earlier one.

-- How many provisions are the same as in the version before, reworded, of another dose, new and gone. Null in a first
-- version, and in later ones that came in before this was kept: what they touched is not known.
ALTER TABLE plan ADD COLUMN same INTEGER;
ALTER TABLE plan ADD COLUMN reworded INTEGER;
ALTER TABLE plan ADD COLUMN dose_changed INTEGER;
ALTER TABLE plan ADD COLUMN added INTEGER;
ALTER TABLE plan ADD COLUMN gone INTEGER;

DROP INDEX plan_head;
CREATE INDEX plan_head ON plan (pupil, seq, id, provisions, digest, same, reworded, dose_changed, added, gone);

-- The mapping of an earlier plan version that this one was begun on; the number there of each provision whose judgement
-- was carried over untouched, and the areas that kept their level so. All null where nothing was carried, so that the
-- digests of older records stand.
ALTER TABLE mapping ADD COLUMN carried_from TEXT REFERENCES mapping (id);
ALTER TABLE mapping_provision ADD COLUMN carried_from INTEGER;
ALTER TABLE area_level ADD COLUMN carried INTEGER CHECK (carried = 1);
