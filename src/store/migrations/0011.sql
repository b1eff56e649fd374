-- Colleagues who are trusted no longer, and since when: what they signed stays theirs, so their row stays. `vouched` is
-- then over other words, for without them clearing the day would be enough.
ALTER TABLE colleague ADD COLUMN ended INTEGER;
