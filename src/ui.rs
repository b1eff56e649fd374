//! State, update and view of the screens.
