-- What the DfE's SEN2 return says of a pupil beside the plain table. Null in older versions.

ALTER TABLE pupil_version ADD COLUMN uln TEXT;
ALTER TABLE pupil_version ADD COLUMN ukprn TEXT;
ALTER TABLE pupil_version ADD COLUMN sen_setting TEXT;
ALTER TABLE pupil_version ADD COLUMN base TEXT;
ALTER TABLE pupil_version ADD COLUMN authority TEXT;
ALTER TABLE pupil_version ADD COLUMN plan_ceased TEXT;
ALTER TABLE pupil_version ADD COLUMN cease_reason TEXT;
