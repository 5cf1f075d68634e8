//! "Did you mean": the nearest of the known names.

use crate::words::{Sentence, source as words};

/// Finds the candidate nearest to a word, if one is near enough to be meant.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let most = (folded.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| {
            let other = fold(candidate);
            // A long word that one continues is meant as well: `delegation` for `delegation_experience`.
            if folded.len() >= 4 && (starts(&other, &folded) || starts(&folded, &other)) {
                return Some((1, candidate));
            }
            let distance = distance(&folded, &other, most)?;
            Some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Makes the help for an unknown name: the nearest known one, else the known ones.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<Sentence> {
    if let Some(candidate) = closest(word, candidates.clone()) {
        return Some(words::did_you_mean(candidate));
    }
    let known: Vec<String> = candidates
        .into_iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    match known.len() {
        0 => None,
        1..=30 => Some(words::known_names(&known.join(", "))),
        _ => Some(words::known_names(&format!(
            "{}, …",
            known[..30].join(", ")
        ))),
    }
}

fn fold(word: &str) -> Vec<char> {
    word.chars()
        .take(64)
        .flat_map(char::to_lowercase)
        .map(|sign| if sign == '-' { '_' } else { sign })
        .collect()
}

fn starts(long: &[char], short: &[char]) -> bool {
    short.len() >= 4 && long.len() > short.len() && long.starts_with(short)
}

/// Counts the signs to change, add, drop or swap, up to `most`.
fn distance(from: &[char], to: &[char], most: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, sign) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let mut cost = (last[column] + usize::from(sign != other))
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            if row > 0 && column > 0 && *sign == to[column - 1] && from[row - 1] == *other {
                cost = cost.min(before_last[column - 1] + 1);
            }
            current.push(cost);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|distance| *distance <= most)
}
