//! Bundles whole, changed and cut; envelopes of the age program itself.

use std::io::{Read as _, Write as _};

use super::age::{AgeFault, Identity, Opening, Recipient, Sealing};
use super::{BundleFault, Checked, FORMAT, Manifest, check, make, unpack};
use crate::domain::colleague::Colleague;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::draw::Draw;
use crate::domain::identity::Origin;
use crate::domain::travel::{Cell, Part, Piece};

/// An envelope of a hundred bytes, 0 to 99, that rage's library sealed, with a stanza of no use among its stanzas.
const SEALED: &str = "6167652d656e6372797074696f6e2e6f72672f76310a2d3e2058323535313920657255346156355245504350764f4c6d416a4d697765397874726e7641632b32416b6651734742457643450a4b53486c7957626a423349356b66735548354e744c522f4d6570777a644d65366456577966454a6c4d726f0a2d3e202b5e602d677265617365205c602837206e68790a5563324a4f5365376e5279535a626e72724538586361705543393556754135640a2d2d2d203336613263394256422f41756736485042624878705a48776351737a73557735705772364e4a676c3442450a29486dd1066942eb0e12f1905e6537f3614cf2439930511f6b678d3caee9419d77ea79edcd856d7da72845f5dccbe90016974681b13376df6bce1dd8095b5918eb1101b6c7748db90ce26baf56e7507970a75eeef91c5ffd52fe5be35ac6056c8977380b2c50eefb1916a26440f90633ef6a89c131a733abb60cf39bc01350bc54458b5f";
const SECRET: &str = "48a553dbf8e0400d3ebf21e32e280c2127d092010b023fb2203f239b319f4c23";
const KEY: &str = "age1ufr8az9048tmstahr3a7snpdwns2c7ca7aanan408y3zz3lew43s0fx5qn";

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn fresh() -> impl FnMut() -> [u8; 32] {
    let mut draw = Draw::from_seed(3);
    move || draw.bytes()
}

fn opened(sealed: &[u8], identity: &Identity) -> Result<Vec<u8>, AgeFault> {
    let mut plain = Vec::new();
    Opening::open(sealed, identity)?.read_to_end(&mut plain)?;
    Ok(plain)
}

fn sealed(plain: &[u8], to: &[Recipient]) -> Vec<u8> {
    let mut sealing = Sealing::begin(Vec::new(), to, &mut fresh()).unwrap();
    sealing.write_all(plain).unwrap();
    sealing.finish().unwrap()
}

#[test]
fn an_envelope_of_another_program_opens() {
    let identity = Identity::from_bytes(bytes(SECRET).try_into().unwrap());
    assert_eq!(identity.recipient().to_string(), KEY);
    assert_eq!(KEY.parse(), Ok(identity.recipient()));
    let plain: Vec<u8> = (0..100).collect();
    assert_eq!(opened(&bytes(SEALED), &identity).unwrap(), plain);
    for wrong in ["", "age1", &KEY.to_uppercase(), &KEY.replace("1u", "1v")] {
        assert!(wrong.parse::<Recipient>().is_err(), "{wrong}");
    }
}

#[test]
fn envelopes_of_every_length_open_for_their_recipients_alone() {
    let identities = [1, 2, 3].map(|byte| Identity::from_bytes([byte; 32]));
    let to = [&identities[0], &identities[1]].map(Identity::recipient);
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073] {
        let plain: Vec<u8> = (0..length)
            .map(|at| u8::try_from(at % 251).unwrap())
            .collect();
        let sealed = sealed(&plain, &to);
        for identity in &identities[..2] {
            assert_eq!(opened(&sealed, identity).unwrap(), plain);
        }
        assert!(matches!(
            opened(&sealed, &identities[2]),
            Err(AgeFault::NotForUs)
        ));
        let mut longer = sealed.clone();
        longer.push(0);
        assert!(opened(&longer, &identities[0]).is_err());
        // A whole last piece cut off is seen too.
        let cut = sealed.len() - 1 - length % 65_536 - 16;
        assert!(opened(&sealed[..cut.min(sealed.len() - 1)], &identities[0]).is_err());
    }
}

fn ada() -> Colleague {
    Colleague {
        name: "Ada".to_owned(),
        origin: Origin::new("ada"),
        signing: Digest::of(b"ada"),
        encryption: Identity::from_bytes([9; 32]).recipient().to_string(),
    }
}

fn us() -> Identity {
    Identity::from_bytes([1; 32])
}

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT,
        form: 9,
        from: ada(),
        to: vec![us().recipient().to_string()],
        made: Moment::from_millis(1_768_210_200_000),
        what: Part::ALL.to_vec(),
        since: None,
    }
}

fn pieces() -> Vec<Piece> {
    let piece = |n: i64| {
        let row = [
            ("n".to_owned(), Cell::Integer(n)),
            ("text".to_owned(), Cell::Text("A TA.\n".repeat(9))),
        ];
        Piece::Framework(row.into_iter().collect())
    };
    (0..5).map(piece).collect()
}

/// Stands for a signature: what a holder of the key would make.
fn signature(key: &Digest, digest: &Digest) -> [u8; 64] {
    let half = *Digest::of(&[key.bytes().as_slice(), digest.bytes()].concat()).bytes();
    std::array::from_fn(|at| half[at % 32])
}

fn made(manifest: &Manifest, pieces: &[Piece]) -> Vec<u8> {
    let mut making = make(Vec::new(), manifest, &mut fresh()).unwrap();
    for piece in pieces {
        making.add(piece).unwrap();
    }
    making
        .finish(|digest| signature(&manifest.from.signing, digest))
        .unwrap()
}

fn checked(file: &[u8]) -> Result<Checked, BundleFault> {
    let trusts = |from: &Colleague| match from {
        from if *from == ada() => Ok(()),
        from => Err(BundleFault::Foreign(from.name.clone())),
    };
    check(file, &us(), &trusts, &|key, digest, made| {
        signature(key, digest) == made
    })
}

fn read(file: &[u8]) -> Result<Vec<Piece>, BundleFault> {
    let mut body = unpack(file, &us(), &checked(file)?)?;
    let mut pieces = Vec::new();
    while let Some(piece) = body.next_piece()? {
        pieces.push(piece);
    }
    Ok(pieces)
}

#[test]
fn a_bundle_comes_back_whole() {
    let file = made(&manifest(), &pieces());
    assert_eq!(checked(&file).unwrap().manifest, manifest());
    assert_eq!(read(&file).unwrap(), pieces());
    assert_eq!(read(&made(&manifest(), &[])).unwrap(), []);
}

#[test]
fn a_bundle_with_any_byte_changed_or_cut_anywhere_is_refused() {
    let file = made(&manifest(), &pieces());
    for at in 0..file.len() {
        for bit in [0x01, 0x80] {
            let mut changed = file.clone();
            changed[at] ^= bit;
            assert!(read(&changed).is_err(), "byte {at}");
        }
        assert!(read(&file[..at]).is_err(), "cut at {at}");
    }
    let twice = [file.as_slice(), &file].concat();
    assert!(read(&twice).is_err());
}

#[track_caller]
fn refused(file: &[u8], said: &str) {
    let told = read(file).unwrap_err().to_string();
    assert!(told.contains(said), "{told}");
}

#[test]
fn each_refusal_says_what_is_wrong_and_what_to_do() {
    let file = made(&manifest(), &pieces());
    refused(b"ref,upn\nK-1,\n", "is no bundle");
    refused(b"", "is no bundle");
    let newer = [b"continuum-bundle 2\n".as_slice(), &file[19..]].concat();
    refused(&newer, "made by a newer Continuum");
    let other = Manifest {
        to: vec![ada().encryption],
        ..manifest()
    };
    refused(&made(&other, &pieces()), "made for somebody else");
    let foreign = Manifest {
        from: Colleague {
            name: "Eve".to_owned(),
            ..ada()
        },
        ..manifest()
    };
    refused(&made(&foreign, &pieces()), "Eve, whom nobody here trusts");
    refused(&file[..file.len() - 40], "cut short or changed");
    // Who it was for sealed it anew for others: they would take it for sent to them.
    let envelope = &file[19..];
    let mut plain = opened(envelope, &us()).unwrap();
    let anew = [
        b"continuum-bundle 1\n".as_slice(),
        &sealed(&plain, &[ada().encryption.parse().unwrap()]),
    ]
    .concat();
    let theirs = check(
        &*anew,
        &Identity::from_bytes([9; 32]),
        &|_| Ok(()),
        &|_, _, _| true,
    );
    assert!(matches!(theirs, Err(BundleFault::NotForUs)));
    // Somebody it was for changed it and sealed it anew.
    let last = plain.len() - 80;
    plain[last] ^= 1;
    let anew = [
        b"continuum-bundle 1\n".as_slice(),
        &sealed(&plain, &[us().recipient()]),
    ]
    .concat();
    refused(&anew, "cut short or changed");
}

#[test]
fn a_bundle_that_swells_is_refused() {
    let row = |text: String| {
        Piece::Framework(
            [("text".to_owned(), Cell::Text(text))]
                .into_iter()
                .collect(),
        )
    };
    let longest = "x".repeat(900_000);
    let many = vec![row(longest.clone()), row(longest)];
    refused(&made(&manifest(), &many), "more than any bundle");
    let mut making = make(Vec::new(), &manifest(), &mut fresh()).unwrap();
    let told = making.add(&row("x".repeat(1_100_000)));
    assert!(matches!(told, Err(BundleFault::TooLarge)));
}
