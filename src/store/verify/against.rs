//! A backup's signed heads held against the chains: a chain that was rewritten from its start, even with the workspace's own
//! key, has other links than the backup knows.

use crate::domain::backup::Head;
use crate::domain::digest::Digest;
use crate::domain::travel::Bytes;
use crate::store::connection::Store;
use crate::store::fault::Result;
use crate::store::seal::holds;
use crate::store::{colleagues, settings};

use super::Fault;

impl Store {
    /// Says which heads of a backup are not in the chains, or were signed with another key than is known here.
    pub fn against(&self, heads: &[Head]) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for head in heads {
            let (origin, n) = (&head.origin, head.records);
            if self.is_signed(head)? == Some(false) {
                let what = format!(
                    "the backup's head of the chain {origin} was not signed with the key that is known here"
                );
                faults.push(Fault::of_file(what));
            }
            let what = match self.link_at(origin, n)? {
                Some(link) if link == head.link => continue,
                Some(_) => format!(
                    "the chain {origin} was rewritten: up to its record {n} it is another one than in the backup"
                ),
                None => format!("the chain {origin} was cut: the backup has {n} records of it"),
            };
            faults.push(Fault::of_file(what));
        }
        Ok(faults)
    }

    /// Whether a head was signed with the key that is known of its workspace; nothing where there is no telling.
    fn is_signed(&self, head: &Head) -> Result<Option<bool>> {
        let Some(signature) = &head.signature else {
            return Ok(None);
        };
        let Some(public) = self.public_of(head)? else {
            return Ok(None);
        };
        let signature = Bytes::try_from(signature.clone()).unwrap_or_default().0;
        Ok(Some(holds(
            &public,
            &head.origin,
            head.records,
            &head.link,
            &signature,
        )))
    }

    fn public_of(&self, head: &Head) -> Result<Option<Digest>> {
        if head.origin == self.origin {
            return settings::public_key(&self.db).map(Some);
        }
        let known = colleagues::known(&self.db, &head.origin)?;
        Ok(known.map(|known| known.colleague.signing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, pupil, sheet, workspace};
    use crate::store::{chain, contents};

    fn recorded() -> (tempfile::TempDir, Store, Vec<Head>) {
        let (folder, mut store) = workspace(3);
        for n in 1..=3 {
            let one = pupil(&store, &format!("K-{n}"));
            store.record(sheet(&store, &one, "3"), None, at(n)).unwrap();
        }
        let heads = contents(folder.path()).unwrap().heads;
        (folder, store, heads)
    }

    #[track_caller]
    fn found(store: &Store, heads: &[Head], said: &str) {
        let faults = store.against(heads).unwrap();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        assert!(faults[0].what.contains(said), "{faults:#?}");
    }

    #[test]
    fn a_chain_that_went_on_has_the_heads_of_its_backup() {
        let (_folder, mut store, heads) = recorded();
        let one = pupil(&store, "K-1");
        store.record(sheet(&store, &one, "4"), None, at(9)).unwrap();
        assert_eq!(store.against(&heads).unwrap(), []);
    }

    #[test]
    fn a_head_signed_by_somebody_else_shows() {
        let (_folder, store, mut heads) = recorded();
        heads[0].signature = Some("00".repeat(64));
        found(&store, &heads, "was not signed with the key");
    }

    #[test]
    fn a_chain_cut_and_sealed_again_with_the_real_key_shows() {
        let (_folder, store, heads) = recorded();
        let cut = "DROP TRIGGER chain_is_not_removed; DELETE FROM chain WHERE n = 3";
        store.db.execute_batch(cut).unwrap();
        chain::seal(&store.db, &store.origin, store.key.as_ref().unwrap()).unwrap();
        found(&store, &heads, "was cut: the backup has 3 records");
    }

    #[test]
    fn a_chain_with_another_link_shows() {
        let (_folder, store, heads) = recorded();
        let forge =
            "DROP TRIGGER chain_is_not_changed; UPDATE chain SET link = zeroblob(32) WHERE n = 3";
        store.db.execute_batch(forge).unwrap();
        found(&store, &heads, "was rewritten: up to its record 3");
    }
}
