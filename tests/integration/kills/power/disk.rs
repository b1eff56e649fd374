//! A disk put together from calls: what it has for certain, and what it may have or not when the power goes.
//!
//! For certain is only what was synced: of a file its bytes, of a folder the names in it, each by a sync of its own. Of all
//! else a stop may leave any part: single sectors of 512 bytes of any write, a later write without an earlier one, a
//! length without its bytes, a new name without the file's bytes, a file without its new name, a removed file that is
//! there again. A change of name is there or is not, never half of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::recording::{Call, Name};
use crate::kills::chance::Chance;

const SECTOR: usize = 512;

/// What was asked of a file since it was synced last.
enum Change {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

enum Node {
    File {
        synced: Vec<u8>,
        changes: Vec<Change>,
    },
    Folder,
}

/// What is in a folder, by name; a file has nothing in it.
type Names = BTreeMap<String, usize>;

/// A change of names, in one folder or two, which is done whole or not at all.
struct Naming {
    goes: Vec<(usize, String)>,
    comes: Vec<(usize, String, usize)>,
}

/// The disk below one folder.
pub(super) struct Disk {
    home: String,
    nodes: Vec<Node>,
    /// The names in each as the program sees them, and those of them that are synced.
    names: Vec<Names>,
    synced: Vec<Names>,
    /// Changes of names that were not synced, the oldest first.
    namings: Vec<Naming>,
    /// What is open in the command at hand, and where its next bytes go.
    open: BTreeMap<i64, (usize, usize)>,
}

impl Disk {
    /// An empty disk below a folder.
    pub(super) fn new(home: &Path) -> Self {
        Self {
            home: home.to_str().unwrap().to_owned(),
            nodes: vec![Node::Folder],
            names: vec![Names::new()],
            synced: vec![Names::new()],
            namings: Vec::new(),
            open: BTreeMap::new(),
        }
    }

    /// A disk that holds some files for certain.
    pub(super) fn holding(home: &Path, files: &[(PathBuf, Vec<u8>)]) -> Self {
        let mut disk = Self::new(home);
        for (path, bytes) in files {
            let mut folder = 0;
            let inside = path.strip_prefix(home).unwrap();
            for part in inside.parent().unwrap() {
                let name = part.to_str().unwrap().to_owned();
                folder = match disk.names[folder].get(&name) {
                    Some(node) => *node,
                    None => disk.lay_down(folder, name, Node::Folder),
                };
            }
            let name = inside.file_name().unwrap().to_str().unwrap().to_owned();
            let (synced, changes) = (bytes.clone(), Vec::new());
            disk.lay_down(folder, name, Node::File { synced, changes });
        }
        disk
    }

    fn lay_down(&mut self, folder: usize, name: String, node: Node) -> usize {
        let node = self.new_node(node);
        self.names[folder].insert(name.clone(), node);
        self.synced[folder].insert(name, node);
        node
    }

    /// Does what a call did.
    pub(super) fn act(&mut self, call: &Call) {
        match call {
            Call::Begin => self.open.clear(),
            Call::Word => {}
            Call::Open {
                name,
                creates,
                empties,
                file,
            } => self.opened(name, *creates, *empties, *file),
            Call::Write { file, at, bytes } => self.write(*file, *at, bytes),
            Call::Length { file, length } => {
                if let Some((node, _)) = self.open.get(file) {
                    self.change(*node, Change::Length(*length));
                }
            }
            Call::Seek { file, to } => {
                if let Some((_, at)) = self.open.get_mut(file) {
                    *at = *to;
                }
            }
            Call::Sync { file } => {
                if let Some((node, _)) = self.open.get(file) {
                    self.sync(*node);
                }
            }
            Call::Rename { from, to } => {
                if let (Some(from), Some(to)) = (self.place(from), self.place(to)) {
                    let node = self.at(&from).unwrap();
                    self.name(vec![from], vec![(to.0, to.1, node)]);
                }
            }
            Call::Remove(name) => {
                if let Some(place) = self.place(name) {
                    self.name(vec![place], Vec::new());
                }
            }
            Call::Folder(name) => {
                if let Some((folder, name)) = self.place(name) {
                    let node = self.new_node(Node::Folder);
                    self.name(Vec::new(), vec![(folder, name, node)]);
                }
            }
        }
    }

    /// The folder and the name in it that a call means; nothing elsewhere than below the home.
    fn place(&self, name: &Name) -> Option<(usize, String)> {
        let from = name.from.and_then(|from| self.open.get(&from));
        let (mut folder, path) = match (from, name.path.strip_prefix(&self.home)) {
            (_, Some(path)) => (0, path),
            (Some((folder, _)), None) if !name.path.starts_with('/') => (*folder, &*name.path),
            (_, None) => return None,
        };
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let last = parts.pop()?;
        for part in parts {
            folder = *self.names[folder].get(part)?;
        }
        Some((folder, last.to_owned()))
    }

    fn at(&self, (folder, name): &(usize, String)) -> Option<usize> {
        self.names[*folder].get(name).copied()
    }

    fn opened(&mut self, name: &Name, creates: bool, empties: bool, file: i64) {
        self.open.remove(&file);
        if name.path.trim_end_matches('/') == self.home {
            self.open.insert(file, (0, 0));
        }
        let Some(place) = self.place(name) else {
            return;
        };
        let node = match self.at(&place) {
            Some(node) => node,
            None if creates => {
                let (synced, changes) = (Vec::new(), Vec::new());
                let node = self.new_node(Node::File { synced, changes });
                self.name(Vec::new(), vec![(place.0, place.1, node)]);
                node
            }
            // A file that the test had laid there is only read.
            None => return,
        };
        if empties {
            self.change(node, Change::Length(0));
        }
        self.open.insert(file, (node, 0));
    }

    fn write(&mut self, file: i64, at: Option<usize>, bytes: &[u8]) {
        let Some((node, next)) = self.open.get_mut(&file) else {
            return;
        };
        let from = at.unwrap_or(*next);
        if at.is_none() {
            *next += bytes.len();
        }
        let node = *node;
        self.change(node, Change::Bytes(from, bytes.to_vec()));
    }

    fn change(&mut self, node: usize, change: Change) {
        let Node::File { changes, .. } = &mut self.nodes[node] else {
            panic!("a folder was written")
        };
        changes.push(change);
    }

    fn sync(&mut self, node: usize) {
        match &mut self.nodes[node] {
            Node::File {
                synced, changes, ..
            } => {
                for change in std::mem::take(changes) {
                    match change {
                        Change::Bytes(at, bytes) => put(synced, at, &bytes, 0),
                        Change::Length(length) => synced.resize(length, 0),
                    }
                }
            }
            Node::Folder => {
                let (known, rest) = std::mem::take(&mut self.namings)
                    .into_iter()
                    .partition(|naming: &Naming| naming.is_about(node));
                self.namings = rest;
                for naming in known {
                    naming.apply(&mut self.synced);
                }
            }
        }
    }

    fn new_node(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.names.push(Names::new());
        self.synced.push(Names::new());
        self.nodes.len() - 1
    }

    fn name(&mut self, goes: Vec<(usize, String)>, comes: Vec<(usize, String, usize)>) {
        let naming = Naming { goes, comes };
        naming.apply(&mut self.names);
        self.namings.push(naming);
    }

    /// Lays down what is left when the power goes at this moment.
    pub(super) fn stop(&self, into: &Path, chance: &mut Chance) {
        let mut names = self.synced.clone();
        // Some systems keep changes of names in their order, up to one; others keep any of them.
        let is_ordered = chance.in_hundred(50);
        let (kept, share) = (chance.below(self.namings.len() + 1), share(chance));
        for (number, naming) in self.namings.iter().enumerate() {
            let is_kept = if is_ordered {
                number < kept
            } else {
                chance.in_hundred(share)
            };
            if is_kept {
                naming.apply(&mut names);
            }
        }
        let leaving = Leaving {
            share: self::share(chance),
            filling: *chance.one(&[0, 0, 0xA5]),
        };
        self.lay(0, into, &names, &leaving, chance);
    }

    fn lay(
        &self,
        folder: usize,
        into: &Path,
        names: &[Names],
        leaving: &Leaving,
        chance: &mut Chance,
    ) {
        std::fs::create_dir_all(into).unwrap();
        for (name, node) in &names[folder] {
            let path = into.join(name);
            match &self.nodes[*node] {
                Node::Folder => self.lay(*node, &path, names, leaving, chance),
                Node::File {
                    synced, changes, ..
                } => std::fs::write(path, leaving.bytes(synced, changes, chance)).unwrap(),
            }
        }
    }

    /// The bytes of a file as the program sees them now.
    pub(super) fn seen(&self, path: &Path) -> Option<Vec<u8>> {
        let name = Name {
            from: None,
            path: path.to_str().unwrap().to_owned(),
        };
        let node = self.at(&self.place(&name)?)?;
        let Node::File {
            synced, changes, ..
        } = &self.nodes[node]
        else {
            return None;
        };
        let all = Leaving {
            share: 100,
            filling: 0,
        };
        Some(all.bytes(synced, changes, &mut Chance::new(0)))
    }
}

impl Naming {
    fn is_about(&self, folder: usize) -> bool {
        let mut goes = self.goes.iter().map(|(one, _)| *one);
        let mut comes = self.comes.iter().map(|(one, ..)| *one);
        goes.any(|one| one == folder) || comes.any(|one| one == folder)
    }

    fn apply(&self, names: &mut [Names]) {
        for (folder, name) in &self.goes {
            names[*folder].remove(name);
        }
        for (folder, name, node) in &self.comes {
            names[*folder].insert(name.clone(), *node);
        }
    }
}

/// How many in a hundred are kept of what was not synced: all, none, or some.
fn share(chance: &mut Chance) -> usize {
    *chance.one(&[0, 10, 50, 50, 90, 100])
}

/// How a file is left that was not synced.
struct Leaving {
    share: usize,
    /// What stands where a file has grown and nothing was written.
    filling: u8,
}

impl Leaving {
    fn bytes(&self, synced: &[u8], changes: &[Change], chance: &mut Chance) -> Vec<u8> {
        let mut left = synced.to_vec();
        for change in changes {
            match change {
                Change::Length(length) if chance.in_hundred(self.share) => {
                    left.resize(*length, self.filling);
                }
                Change::Length(_) => {}
                Change::Bytes(at, bytes) => {
                    let mut from = 0;
                    while from < bytes.len() {
                        let to = (from + SECTOR - (at + from) % SECTOR).min(bytes.len());
                        if chance.in_hundred(self.share) {
                            put(&mut left, at + from, &bytes[from..to], self.filling);
                        }
                        from = to;
                    }
                }
            }
        }
        left
    }
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8], filling: u8) {
    if file.len() < at + bytes.len() {
        file.resize(at + bytes.len(), filling);
    }
    file[at..at + bytes.len()].copy_from_slice(bytes);
}
