//! Themes: what a stretch of the screen means, and how each theme shows it.

use ratatui::style::{Color, Modifier, Style};

/// What a stretch of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// A title.
    Title,
    /// Plain text.
    Text,
    /// Text that matters less.
    Muted,
    /// The frame around a pane.
    Frame,
    /// Done, within bounds.
    Good,
    /// Somebody should look.
    Doubt,
    /// It failed, or will.
    Danger,
    /// The row under the cursor.
    Selected,
    /// The pane, field or word that hears the keys.
    Focus,
    /// The keys that work now.
    Hint,
    /// Words too vague to count.
    Vague,
    /// How much, how often.
    Dose,
    /// Who delivers it.
    Role,
    /// A level.
    Level,
    /// The words of the provision at hand.
    Current,
    /// Words that matched.
    Match,
    /// Words and provisions that an amendment brought.
    New,
}

impl Meaning {
    /// Every meaning.
    pub const ALL: [Self; 17] = [
        Self::Title,
        Self::Text,
        Self::Muted,
        Self::Frame,
        Self::Good,
        Self::Doubt,
        Self::Danger,
        Self::Selected,
        Self::Focus,
        Self::Hint,
        Self::Vague,
        Self::Dose,
        Self::Role,
        Self::Level,
        Self::Current,
        Self::Match,
        Self::New,
    ];

    /// The sign that says the same without colour: what stands before it, and what after.
    pub fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Good => ("✓", ""),
            Self::Doubt => ("!", ""),
            Self::Danger => ("✗", ""),
            Self::Selected => ("▸", ""),
            Self::Focus | Self::Current => ("▌", ""),
            Self::Vague => ("~", "~"),
            Self::Dose => ("‹", "›"),
            Self::Role => ("", "°"),
            Self::Match => ("*", "*"),
            Self::New => ("+", "+"),
            Self::Title | Self::Text | Self::Muted | Self::Frame | Self::Hint | Self::Level => {
                ("", "")
            }
        }
    }
}

/// A way of showing every meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
    /// Few, strong colours.
    HighContrast,
    /// No colour: bold, underline and reverse.
    Plain,
}

impl Theme {
    /// Every theme, in the order of the key that changes it.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::Plain];

    /// The name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Plain => "plain",
        }
    }

    /// Gives the theme of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Plain,
            Self::Plain => Self::Dark,
        }
    }

    /// How a meaning looks.
    pub fn style(self, meaning: Meaning) -> Style {
        let plain = modifiers(meaning);
        match self {
            // Nothing else tells the words apart that are in no provision.
            Self::Plain if meaning == Meaning::Muted => plain.add_modifier(Modifier::DIM),
            Self::Plain => plain,
            Self::Dark => dark(meaning).map_or(plain, |colour| plain.fg(colour)),
            Self::Light => light(meaning).map_or(plain, |colour| plain.fg(colour)),
            Self::HighContrast => plain.fg(strong(meaning)),
        }
    }
}

/// What every theme does without colour.
fn modifiers(meaning: Meaning) -> Style {
    let style = Style::new();
    match meaning {
        Meaning::Title | Meaning::Level | Meaning::Current | Meaning::Danger => {
            style.add_modifier(Modifier::BOLD)
        }
        // Bold alone would be lost among the bold words of the provision at hand.
        Meaning::Dose => style.add_modifier(Modifier::BOLD | Modifier::ITALIC),
        Meaning::Vague | Meaning::Match => style.add_modifier(Modifier::UNDERLINED),
        Meaning::Doubt | Meaning::New => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Meaning::Selected => style.add_modifier(Modifier::REVERSED),
        Meaning::Focus => style.add_modifier(Modifier::REVERSED | Modifier::BOLD),
        Meaning::Role => style.add_modifier(Modifier::ITALIC),
        Meaning::Text | Meaning::Muted | Meaning::Frame | Meaning::Good | Meaning::Hint => style,
    }
}

// The sixteen colours of the terminal's own palette, which its user has chosen to be readable.
fn dark(meaning: Meaning) -> Option<Color> {
    match meaning {
        Meaning::Title | Meaning::Role => Some(Color::LightCyan),
        Meaning::Muted => Some(Color::Gray),
        Meaning::Frame => Some(Color::DarkGray),
        Meaning::Good | Meaning::New => Some(Color::LightGreen),
        Meaning::Doubt | Meaning::Vague => Some(Color::LightYellow),
        Meaning::Danger => Some(Color::LightRed),
        Meaning::Hint | Meaning::Match | Meaning::Level => Some(Color::LightBlue),
        Meaning::Dose => Some(Color::LightMagenta),
        Meaning::Text | Meaning::Selected | Meaning::Focus | Meaning::Current => None,
    }
}

fn light(meaning: Meaning) -> Option<Color> {
    match meaning {
        Meaning::Title | Meaning::Role | Meaning::Hint | Meaning::Match => Some(Color::Blue),
        Meaning::Muted | Meaning::Frame => Some(Color::DarkGray),
        Meaning::Good | Meaning::New => Some(Color::Green),
        Meaning::Doubt | Meaning::Vague | Meaning::Danger => Some(Color::Red),
        Meaning::Dose | Meaning::Level => Some(Color::Magenta),
        Meaning::Text | Meaning::Selected | Meaning::Focus | Meaning::Current => None,
    }
}

fn strong(meaning: Meaning) -> Color {
    match meaning {
        Meaning::Doubt | Meaning::Vague | Meaning::Danger => Color::LightYellow,
        Meaning::Dose | Meaning::Level | Meaning::Match | Meaning::Role | Meaning::New => {
            Color::LightCyan
        }
        Meaning::Title
        | Meaning::Text
        | Meaning::Muted
        | Meaning::Frame
        | Meaning::Good
        | Meaning::Hint
        | Meaning::Selected
        | Meaning::Focus
        | Meaning::Current => Color::White,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_theme_has_no_colour() {
        for meaning in Meaning::ALL {
            let style = Theme::Plain.style(meaning);
            assert_eq!((style.fg, style.bg), (None, None), "{meaning:?}");
        }
    }

    #[test]
    fn no_two_meanings_look_alike_in_the_dark_theme() {
        for (at, one) in Meaning::ALL.into_iter().enumerate() {
            for other in Meaning::ALL.into_iter().skip(at + 1) {
                let same = Theme::Dark.style(one) == Theme::Dark.style(other);
                assert!(!same, "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn the_names_lead_back_and_the_key_goes_round() {
        let mut theme = Theme::default();
        for _ in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), Some(theme));
            theme = theme.next();
        }
        assert_eq!(theme, Theme::default());
    }

    #[test]
    fn what_carries_a_judgement_carries_a_sign() {
        for meaning in [
            Meaning::Good,
            Meaning::Doubt,
            Meaning::Danger,
            Meaning::Selected,
            Meaning::Vague,
            Meaning::Dose,
            Meaning::Role,
            Meaning::Current,
            Meaning::New,
        ] {
            assert_ne!(meaning.signs(), ("", ""), "{meaning:?}");
        }
    }
}
