//! Bundles: work that travels between workspaces, in one encrypted and signed file.
//!
//! A first line in the clear says that it is a bundle and of which form. An age envelope follows; in it a line of JSON
//! (who made it, when, for whom), the pieces as lines of JSON, compressed, and a signature over both. The signature is
//! checked before anything is unpacked: nobody but a trusted colleague has this program unpack anything.

pub mod age;
mod body;
mod fault;
#[cfg(test)]
mod tests;

pub use body::{Body, MOST, Making};
pub use fault::BundleFault;

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use self::age::{AgeFault, Identity, Opening, Recipient, Sealing};
use crate::domain::colleague::Colleague;
use crate::domain::day::Moment;
use crate::domain::digest::{Digest, Digester, Running};
use crate::domain::travel::Part;

/// The form of bundle that this program writes, and the latest that it reads.
pub const FORMAT: u32 = 1;

/// What the first line begins with; the number of the form follows.
const MARK: &str = "continuum-bundle ";

/// The longest first line and the longest line about the bundle.
const LONGEST_MARK: usize = 64;
const LONGEST_MANIFEST: usize = 1 << 18;

/// How long a signature is.
const SIGNATURE: usize = 64;

/// What a bundle says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of the bundle.
    pub format: u32,
    /// The form of the workspace it was made from.
    pub form: u32,
    /// Who made it.
    pub from: Colleague,
    /// The keys it was made for.
    pub to: Vec<String>,
    /// When it was made.
    pub made: Moment,
    /// What it brings.
    pub what: Vec<Part>,
    /// From when on, where it does not bring everything.
    pub since: Option<Moment>,
}

/// A bundle whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The digest that is signed.
    pub digest: Digest,
    /// How many bytes the compressed pieces have.
    length: u64,
    /// Their digest.
    body: Digest,
}

/// The digest that a bundle's maker signs.
fn signed(manifest: &[u8], body: &Digest) -> Digest {
    Digester::new("bundle")
        .part(manifest)
        .part(body.bytes())
        .finish()
}

/// Begins a bundle; its pieces go into what is given back, which [`Making::finish`] then signs.
///
/// `fresh` gives new random bytes each time.
///
/// # Errors
///
/// A key that is none, or what the disk says.
pub fn make<W: Write>(
    mut out: W,
    manifest: &Manifest,
    fresh: &mut dyn FnMut() -> [u8; 32],
) -> Result<Making<W>, BundleFault> {
    let key = |text: &String| text.parse::<Recipient>();
    let keys: Result<Vec<_>, _> = manifest.to.iter().map(key).collect();
    let keys = keys.map_err(|_| BundleFault::NoKey)?;
    let mut line = serde_json::to_vec(manifest).map_err(io::Error::from)?;
    line.push(b'\n');
    out.write_all(format!("{MARK}{FORMAT}\n").as_bytes())?;
    let mut sealing = Sealing::begin(out, &keys, fresh)?;
    sealing.write_all(&line)?;
    Ok(Making::into(sealing, line))
}

/// Opens the envelope and reads what the bundle says of itself.
fn opened<R: Read>(
    mut input: R,
    identity: &Identity,
) -> Result<(Opening<R>, String, Manifest), BundleFault> {
    let mark = age::line(&mut input, LONGEST_MARK).map_err(|fault| match fault {
        AgeFault::Io(error) => BundleFault::Io(error),
        AgeFault::NotAge | AgeFault::NotForUs | AgeFault::Changed => BundleFault::NotBundle,
    })?;
    let format = mark
        .strip_prefix(MARK)
        .and_then(|rest| rest.strip_suffix('\n'));
    let format = format.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match format.and_then(|text| text.parse::<u32>().ok()) {
        Some(FORMAT) => {}
        Some(newer) if newer > FORMAT => return Err(BundleFault::Newer),
        Some(_) | None => return Err(BundleFault::NotBundle),
    }
    let mut opening = Opening::open(input, identity)?;
    let line = age::line(&mut opening, LONGEST_MANIFEST)?;
    let manifest: Manifest = match serde_json::from_str(&line) {
        Ok(manifest) => manifest,
        Err(_) => return Err(BundleFault::Changed),
    };
    if !manifest.from.is_whole() {
        return Err(BundleFault::Changed);
    }
    if manifest.format != FORMAT {
        return Err(BundleFault::Newer);
    }
    Ok((opening, line, manifest))
}

/// Checks a bundle from its first byte to its last, without unpacking it.
///
/// `trusted` says why its maker is not to be trusted; `holds` whether the holder of a key signed a digest.
///
/// # Errors
///
/// What is wrong with it; nothing of it may be used then.
pub fn check<R: Read>(
    input: R,
    identity: &Identity,
    trusted: &dyn Fn(&Colleague) -> Result<(), BundleFault>,
    holds: &dyn Fn(&Digest, &Digest, &[u8]) -> bool,
) -> Result<Checked, BundleFault> {
    let (mut opening, line, manifest) = opened(input, identity)?;
    // Somebody it was for could have sealed it anew to others, who would take it for sent to them.
    if !manifest.to.contains(&identity.recipient().to_string()) {
        return Err(BundleFault::NotForUs);
    }
    trusted(&manifest.from)?;
    let (mut running, mut length) = (Running::default(), 0_u64);
    let mut held: Vec<u8> = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = opening.read(&mut piece).map_err(AgeFault::from)?;
        if read == 0 {
            break;
        }
        held.extend_from_slice(piece.get(..read).unwrap_or_default());
        let body = held.len().saturating_sub(SIGNATURE);
        running.take(held.get(..body).unwrap_or_default());
        length += body as u64;
        held.drain(..body);
    }
    let body = running.digest();
    let digest = signed(line.as_bytes(), &body);
    if held.len() != SIGNATURE || !holds(&manifest.from.signing, &digest, &held) {
        return Err(BundleFault::Changed);
    }
    Ok(Checked {
        manifest,
        digest,
        length,
        body,
    })
}

/// Opens a bundle that was checked, to read its pieces.
///
/// # Errors
///
/// What is wrong with it.
pub fn unpack<R: Read>(
    input: R,
    identity: &Identity,
    checked: &Checked,
) -> Result<Body<R>, BundleFault> {
    let (opening, line, _) = opened(input, identity)?;
    if signed(line.as_bytes(), &checked.body) != checked.digest {
        return Err(BundleFault::Changed);
    }
    Ok(Body::of(opening, checked.length, checked.body))
}
