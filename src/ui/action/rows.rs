//! How a row of the table of actions is written.

/// Lays a row out: family, action, name, hint, help, and for each group of contexts the keys.
macro_rules! table {
    ($( $family:ident $action:ident $(($digit:literal))? $name:literal $hint:literal $help:literal
        $( $contexts:expr => $keys:literal ),+ ; )+) => {
        /// Every action, once.
        pub const TABLE: &[Entry] = &[$(Entry {
            action: Action::$family(action::$family::$action $(($digit))?),
            name: $name,
            hint: $hint,
            help: $help,
            keys: &[$(($contexts, $keys)),+],
        }),+];
    };
}

pub(super) use table;
