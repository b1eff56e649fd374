//! BM25: how well documents answer a query (Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework: BM25 and Beyond", 2009).

use std::collections::{BTreeMap, HashMap};

/// How soon a word said again stops counting.
const K1: f64 = 1.2;
/// How much long documents are held back.
const B: f64 = 0.75;

/// Documents by their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Corpus {
    /// For each word, the documents that have it and how often.
    postings: HashMap<String, Vec<(usize, f64)>>,
    /// The length of each document in words.
    lengths: Vec<f64>,
}

/// A document that has at least one word of the query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) document: usize,
    pub(super) score: f64,
    /// The query's words that the document has, with what each adds to the score.
    pub(super) matched: Vec<(String, f64)>,
}

impl Corpus {
    /// Adds a document; documents are numbered from 0.
    pub(super) fn add(&mut self, words: impl Iterator<Item = String>) {
        let document = self.lengths.len();
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for word in words {
            *counts.entry(word).or_default() += 1.0;
        }
        self.lengths.push(counts.values().sum());
        for (word, count) in counts {
            self.postings
                .entry(word)
                .or_default()
                .push((document, count));
        }
    }

    /// Scores every document that has a word of the query, in the order of the documents; a word
    /// said twice in the query counts once.
    pub(super) fn answers(&self, query: &[String]) -> Vec<Answer> {
        let count = number(self.lengths.len());
        let mean = self.lengths.iter().sum::<f64>() / count.max(1.0);
        let mut answers: BTreeMap<usize, Answer> = BTreeMap::new();
        let mut asked: Vec<&String> = query.iter().collect();
        asked.sort_unstable();
        asked.dedup();
        for word in asked {
            let Some(postings) = self.postings.get(word) else {
                continue;
            };
            let having = number(postings.len());
            let rarity = (1.0 + (count - having + 0.5) / (having + 0.5)).ln();
            for (document, times) in postings {
                let length = self.lengths.get(*document).copied().unwrap_or(mean);
                let held = K1 * (1.0 - B + B * length / mean);
                let gain = rarity * times * (K1 + 1.0) / (times + held);
                let answer = answers.entry(*document).or_insert_with(|| Answer {
                    document: *document,
                    score: 0.0,
                    matched: Vec::new(),
                });
                answer.score += gain;
                answer.matched.push((word.clone(), gain));
            }
        }
        answers.into_values().collect()
    }
}

/// A count as a number to calculate with; counts of documents are far below where that would lose.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn corpus(texts: &[&str]) -> Corpus {
        let mut corpus = Corpus::default();
        for text in texts {
            corpus.add(words(text).into_iter());
        }
        corpus
    }

    #[test]
    fn scores_follow_the_formula() {
        let corpus = corpus(&["sign sign symbol", "symbol", "braille sight"]);
        let answers = corpus.answers(&words("sign sign other"));
        assert_eq!(answers.len(), 1);
        // Rarity ln(1 + 2.5/1.5); length 3 of a mean 2: 2 × 2.2 / (2 + 1.2 × (0.25 + 0.75 × 1.5)).
        let expected = (1.0_f64 + 2.5 / 1.5).ln() * 4.4 / (2.0 + 1.2 * 1.375);
        assert!((answers[0].score - expected).abs() < 1e-12);
        assert_eq!(answers[0].matched.len(), 1);
    }

    #[test]
    fn rare_words_and_short_documents_come_first() {
        let corpus = corpus(&[
            "plan plan day",
            "plan braille",
            "plan braille and many other words",
        ]);
        let mut answers = corpus.answers(&words("plan braille"));
        answers.sort_by(|one, other| other.score.total_cmp(&one.score));
        let order: Vec<usize> = answers.iter().map(|answer| answer.document).collect();
        assert_eq!(order, [1, 2, 0]);
        assert!(
            corpus.answers(&[]).is_empty() && Corpus::default().answers(&words("a")).is_empty()
        );
    }
}
