//! Work that travels: keys and colleagues, bundles made and taken in.

use std::collections::HashSet;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::domain::backup::Why;
use crate::domain::colleague::Colleague;
use crate::domain::day::{Day, Moment};
use crate::domain::identity::PupilId;
use crate::domain::travel::{Arrived, Part, Piece};
use crate::exchange::bundle::age::{Identity, Recipient};
use crate::exchange::bundle::{self, BundleFault, Checked, Manifest};
use crate::store::{BUNDLE, End, Mint, Pack, Parcel, StoreError, vouches};

use super::erasing::Scrubbed;
use super::files::{self, Growing};
use super::problem::{Problem, Result};
use super::watching::{tell, tell_store};
use super::{Watch, Workspace};

/// Under which name the store keeps what colleagues know this workspace by.
const NAME: &str = "keys_name";

/// How many pieces lie between two words on the progress.
const STRIDE: u64 = 64;

/// What a bundle is to bring, and to whom.
#[derive(Clone, Debug)]
pub struct Order {
    /// The recipients: trusted colleagues.
    pub to: Vec<Colleague>,
    /// Which parts.
    pub what: Vec<Part>,
    /// Only what came in or was recorded from this day on.
    pub since: Option<Day>,
    /// Only these pupils and their records.
    pub pupils: Option<HashSet<PupilId>>,
}

/// What went into a bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Pupils.
    pub pupils: u64,
    /// Their plans.
    pub plans: u64,
    /// Records with their rows.
    pub records: u64,
}

/// A bundle as it came, and what became of it.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What it says of itself.
    pub manifest: Manifest,
    /// What became of it.
    pub arrived: Arrived,
    /// Whether the file was written anew, where it brought an erasure.
    pub scrubbed: Option<Scrubbed>,
}

impl Workspace {
    /// The name and keys that colleagues know this workspace by; nothing before [`Workspace::name_keys`].
    pub fn keys(&self) -> Result<Option<Colleague>> {
        let Some(name) = self.store.meta(NAME)? else {
            return Ok(None);
        };
        Ok(Some(Colleague {
            name,
            origin: self.store.origin().clone(),
            signing: self.store.signing()?,
            encryption: self.identity()?.recipient().to_string(),
        }))
    }

    /// Names this workspace's keys, which come from its own key and stay the same.
    pub fn name_keys(&mut self, name: Option<&str>) -> Result<Colleague> {
        let name = name.unwrap_or(&self.reader.name).trim().to_owned();
        if !Colleague::is_name(&name) {
            return Err(Problem::KeyName(name));
        }
        self.store.set_meta(NAME, &name)?;
        self.own_keys()
    }

    fn own_keys(&self) -> Result<Colleague> {
        self.keys()?.ok_or(Problem::NoKeys)
    }

    fn identity(&self) -> Result<Identity> {
        Ok(Identity::from_bytes(self.store.opening_secret()?))
    }

    /// The colleagues who are trusted.
    pub fn colleagues(&self) -> Result<Vec<Colleague>> {
        Ok(self.store.colleagues()?)
    }

    /// Trusts the colleagues of some lines, all or none; says who they are, and of whom anything was new.
    pub fn trust(&mut self, lines: &[String], now: Moment) -> Result<Vec<(Colleague, bool)>> {
        self.whole(|workspace| {
            let each = lines.iter().map(|line| workspace.trust_one(line, now));
            Ok((each.collect::<Result<_>>()?, End::Keep))
        })
    }

    fn trust_one(&mut self, line: &str, now: Moment) -> Result<(Colleague, bool)> {
        let colleague = Colleague::read(line)?;
        let key = colleague.encryption.parse::<Recipient>();
        key.map_err(|_| crate::domain::colleague::ColleagueFault::Garbled)?;
        let is_new = self.store.trust(&colleague, now)?;
        Ok((colleague, is_new))
    }

    /// Trusts a colleague no longer, by name, fingerprint or workspace; says who it was.
    pub fn distrust(&mut self, named: &str, now: Moment) -> Result<Colleague> {
        let colleague = self.colleague(named)?;
        self.store.distrust(&colleague.origin, now)?;
        Ok(colleague)
    }

    /// The trusted colleague of a name, whatever its case, or of a fingerprint or workspace.
    pub fn colleague(&self, named: &str) -> Result<Colleague> {
        let is_meant = |one: &Colleague| {
            one.name.to_lowercase() == named.trim().to_lowercase()
                || one.fingerprint() == named
                || one.origin.as_str() == named
        };
        let mut found: Vec<_> = self.colleagues()?.into_iter().filter(is_meant).collect();
        match (found.pop(), found.len()) {
            (Some(colleague), 0) => Ok(colleague),
            (Some(_), more) => Err(Problem::SeveralColleagues(named.to_owned(), more + 1)),
            (None, _) => Err(Problem::NoColleague(named.to_owned())),
        }
    }

    /// Makes a bundle; gives where it is and what went into it. Without a file it goes into the workspace's exports.
    pub fn export_bundle(
        &self,
        order: &Order,
        file: Option<&Path>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<(PathBuf, Packed)> {
        let from = self.own_keys()?;
        let file = file.map_or_else(|| self.bundle_file(order, now.day()), Path::to_owned);
        let manifest = Manifest {
            format: bundle::FORMAT,
            form: self.store.form(),
            from: from.clone(),
            to: order.to.iter().map(|one| one.encryption.clone()).collect(),
            made: now,
            what: order.what.clone(),
            since: order.since.map(Day::begins),
        };
        let pack = Pack {
            from,
            what: order.what.clone(),
            since: order.since.map(Day::begins),
            pupils: order.pupils.clone(),
        };
        // Never from a seed: these bytes are what the envelope is sealed with.
        let mut mint = Mint::system()?;
        let named = |fault| refused(&file, fault);
        let growing = Growing::begin(&file)?;
        let mut making = bundle::make(growing, &manifest, &mut || mint.salt()).map_err(named)?;
        let (mut packed, mut done, mut failed) = (Packed::default(), 0, None);
        let went = self.store.pack(&pack, &mut |piece| {
            done += 1;
            if done % STRIDE == 0 {
                tell_store(watch, "Making the bundle", done, 0)?;
            }
            packed.count(&piece);
            making.add(&piece).map_err(|fault| {
                failed = Some(fault);
                StoreError::Stopped
            })
        });
        if let Some(fault) = failed {
            return Err(named(fault));
        }
        went?;
        let mut signing = Ok([0; 64]);
        let growing = making.finish(|digest| {
            signing = self.store.sign_bundle(digest);
            signing.as_ref().map_or([0; 64], |signature| *signature)
        });
        let growing = growing.map_err(named)?;
        signing?;
        growing.finish()?;
        Ok((file, packed))
    }

    /// Where a bundle goes for which no file was named: a new one each time.
    fn bundle_file(&self, order: &Order, day: Day) -> PathBuf {
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let names = order
            .to
            .iter()
            .map(|one| one.name.chars().map(plain).take(20).collect::<String>());
        let names: Vec<String> = names.take(3).collect();
        let folder = self.folder.join("exports");
        let name = format!("{day} for {}", names.join(" "));
        let mut path = folder.join(format!("{name}.bundle"));
        let mut number = 1;
        while path.exists() {
            number += 1;
            path = folder.join(format!("{name} {number}.bundle"));
        }
        path
    }

    /// Takes a bundle in, all that can be taken or nothing; a dry run says what it would be.
    pub fn import_bundle(
        &mut self,
        file: &Path,
        dry_run: bool,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Taken> {
        self.own_keys()?;
        let identity = self.identity()?;
        let (checked, stamp) = self.check_bundle(file, &identity)?;
        let parcel = Parcel {
            digest: checked.digest,
            origin: checked.manifest.from.origin.clone(),
            made: checked.manifest.made,
            shelf: (self.shelf.frameworks().iter())
                .map(|framework| (framework.key.clone(), framework.hash))
                .collect(),
        };
        let input = BufReader::new(files::open(file)?.0);
        let named = |fault| refused(file, fault);
        let mut body = bundle::unpack(input, &identity, &checked).map_err(named)?;
        let guard = if dry_run {
            None
        } else {
            Some(self.guard(Why::BeforeImport, now, watch)?)
        };
        let arrived: Result<Arrived> = self.store.arrive(&parcel, dry_run, now, |arrival| {
            let mut done = 0;
            while let Some(piece) = body.next_piece().map_err(named)? {
                done += 1;
                if done % STRIDE == 0 {
                    tell(watch, "Taking the bundle in", done, 0)?;
                }
                arrival.take(piece)?;
            }
            Ok(files::unchanged(file, stamp)?)
        });
        if let Some(guard) = guard {
            self.guarded(guard, arrived.as_ref().is_ok_and(|arrived| arrived.news));
        }
        self.forget();
        let arrived = arrived.map_err(|problem| problem.in_file(file))?;
        // It is in: nothing that fails from here on may say that it was refused.
        let scrubbed = (arrived.erased > 0 && !dry_run).then(|| self.scrub(watch));
        if arrived.frameworks.taken > 0 && !dry_run {
            // Where the shelf cannot be read now the next start says why.
            let _ = self.restock();
        }
        let mut manifest = checked.manifest;
        // By the name that they are trusted under, whatever they call themselves since.
        if let Ok(known) = self.colleague(manifest.from.origin.as_str()) {
            manifest.from = known;
        }
        Ok(Taken {
            manifest,
            arrived,
            scrubbed,
        })
    }

    /// Checks a bundle from its first byte to its last.
    fn check_bundle(&self, file: &Path, identity: &Identity) -> Result<(Checked, files::Stamp)> {
        let (input, stamp) = files::open(file)?;
        let trusted = self.store.colleagues()?;
        let (own, signing) = (self.store.origin().clone(), self.store.signing()?);
        let trusts = |from: &Colleague| {
            let known = trusted.iter().find(|one| one.origin == from.origin);
            let key = if from.origin == own {
                Some(signing)
            } else {
                known.map(|one| one.signing)
            };
            match (key, self.store.former(&from.origin)) {
                (Some(key), _) if key == from.signing => Ok(()),
                (Some(_), _) => Err(BundleFault::OtherKey(from.name.clone())),
                (None, Ok(Some(former))) => Err(BundleFault::Former(former.to_string())),
                (None, Ok(None) | Err(_)) => Err(BundleFault::Foreign(from.to_string())),
            }
        };
        let holds = |key: &_, digest: &_, signature: &[u8]| vouches(key, BUNDLE, digest, signature);
        let checked = bundle::check(BufReader::new(input), identity, &trusts, &holds);
        let checked = checked.map_err(|fault| refused(file, fault))?;
        if checked.manifest.form > self.store.form() {
            return Err(refused(file, BundleFault::Newer));
        }
        Ok((checked, stamp))
    }
}

impl Packed {
    fn count(&mut self, piece: &Piece) {
        match piece {
            Piece::Pupil(pupil) => {
                self.pupils += 1;
                self.plans += pupil.plans.len() as u64;
            }
            Piece::Entry(entry) => self.records += u64::from(!entry.rows.is_empty()),
            Piece::Framework(_) | Piece::Import(_) | Piece::School(_) | Piece::Chain(_) => {}
        }
    }
}

fn refused(file: &Path, fault: BundleFault) -> Problem {
    Problem::Bundle {
        file: file.to_owned(),
        fault,
    }
}
