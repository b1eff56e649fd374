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

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The list, if it is one.
    pub fn list(&self) -> Option<&[Node]> {
        if let Self::List(list) = self {
            Some(list)
        } else {
            None
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        if let Self::Table(table) = self {
            Some(table)
        } else {
            None
        }
    }
}
