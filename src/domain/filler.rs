//! Filler: the words that any provision may have, and that say nothing of what is provided.

/// Words that any provision may have, whatever it is for: doses and assistants among them.
const EMPTY: &str = " a about above access across after all also an and annually any are as assistant assistants \
    at be been before being below between both but by can child children could daily day days \
    deliver delivered do does during each either ensure etc every for fortnightly from given \
    had half has have he her his hour hours how hr hrs if in include including into is it its \
    lsa lsas may min mins minute minutes month monthly more most must need needs no not of on \
    once one or other our out over own per person provide provided provision pupil pupils \
    receive review reviewed run same school session sessions set she should so some staff such \
    support ta tas teaching term termly terms than that the their them then there these they \
    this those three through throughout time times to too train trained twice two under until \
    up upon use used using was week weekly weeks well were what when where which while who \
    will with within would year years young ";

/// Whether a word, in small letters, says what is provided; numbers and single letters do not.
pub fn says_something(word: &str) -> bool {
    let numeric = word.starts_with(|c: char| c.is_ascii_digit());
    let empty = EMPTY.contains(&format!(" {word} "));
    word.chars().count() > 1 && !numeric && !empty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_and_assistants_say_nothing_of_what_is_provided() {
        let text = "a teaching assistant will run a phonics group for 20 minutes every day";
        let told: Vec<&str> = text
            .split(' ')
            .filter(|word| says_something(word))
            .collect();
        assert_eq!(told, ["phonics", "group"]);
    }
}
