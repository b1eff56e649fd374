//! Filters: which places a screen shows.

use super::order::Priority;
use super::standing::Standing;
use super::state::State;

/// Which places are shown; what is empty lets everything through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The states.
    pub states: Vec<State>,
    /// The groups.
    pub priorities: Vec<Priority>,
    /// Whose pupils, by the officer's name.
    pub officer: Option<String>,
    /// What the name or reference should be like.
    pub text: String,
}

impl Default for Filter {
    /// Lets through what is still to be done.
    fn default() -> Self {
        let open = State::ALL.into_iter().filter(|state| !state.is_done());
        Self {
            states: open.collect(),
            ..Self::all()
        }
    }
}

impl Filter {
    /// Lets everything through.
    pub fn all() -> Self {
        Self {
            states: Vec::new(),
            priorities: Vec::new(),
            officer: None,
            text: String::new(),
        }
    }

    /// Whether pupils who stand so are shown; whose they are and the text are looked at elsewhere.
    pub(super) fn shows(&self, standing: &Standing) -> bool {
        (self.states.is_empty() || self.states.contains(&standing.state))
            && (self.priorities.is_empty() || self.priorities.contains(&standing.reason.priority()))
    }
}
