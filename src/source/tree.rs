//! A TOML file as a tree whose keys and values know their place, for readers that report every
//! fault at once instead of the first.

/// A value and the byte offset where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The byte offset.
    pub at: usize,
}

/// What a TOML value can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a point, an infinity, or a whole number too large; as it is written.
    Number(String),
    /// True or false.
    Truth(bool),
    /// A day, a time or both; as it is written.
    Day(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A key of a table, where it stands, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The byte offset of the key.
    pub at: usize,
    /// The value.
    pub node: Node,
}

/// The entries of a table, in the file's order.
pub type Table = Vec<Entry>;
