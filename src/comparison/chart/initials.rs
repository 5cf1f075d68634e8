//! A short sign for each client of a map.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

/// Gives each name a mark of its own: its initial where nobody else has it, else the initials of
/// its first two words, else the initial and a number. Equal names get different marks.
pub fn initials<S: AsRef<str>>(names: &[S]) -> Vec<String> {
    let short: Vec<String> = names.iter().map(|name| letters(name.as_ref(), 1)).collect();
    let long: Vec<String> = names.iter().map(|name| letters(name.as_ref(), 2)).collect();
    let (times_short, times_long) = (times(&short), times(&long));
    let mut marks: Vec<Option<String>> = Vec::with_capacity(names.len());
    for (short, long) in short.iter().zip(&long) {
        marks.push(if times_short[short.as_str()] == 1 {
            Some(short.clone())
        } else if times_long[long.as_str()] == 1 && long != short {
            Some(long.clone())
        } else {
            None
        });
    }
    let mut taken: HashSet<String> = marks.iter().flatten().cloned().collect();
    let mut next: HashMap<&str, usize> = HashMap::new();
    let numbered = marks.iter().zip(&short).map(|(mark, short)| {
        mark.clone().unwrap_or_else(|| {
            let number = next.entry(short.as_str()).or_insert(0);
            loop {
                *number += 1;
                let mark = format!("{short}{number}");
                if taken.insert(mark.clone()) {
                    return mark;
                }
            }
        })
    });
    numbered.collect()
}

fn times(marks: &[String]) -> HashMap<&str, usize> {
    let mut times = HashMap::new();
    for mark in marks {
        *times.entry(mark.as_str()).or_insert(0) += 1;
    }
    times
}

/// Gives the first letters of the first words, in capitals; `•` for a name without letters.
fn letters(name: &str, words: usize) -> String {
    let firsts: String = name
        .unicode_words()
        .filter_map(|word| word.graphemes(true).next())
        .take(words)
        .flat_map(|letter| letter.chars().flat_map(char::to_uppercase))
        .collect();
    if firsts.is_empty() {
        "•".to_owned()
    } else {
        firsts
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn every_client_has_a_mark_of_its_own() {
        for (names, marks) in [
            (&["Anna", "Bianchi"][..], &["A", "B"][..]),
            (
                &["Studio Rossi", "Studio Neri", "Verdi"],
                &["SR", "SN", "V"],
            ),
            (&["Rossi", "Ricci", "Rossi"], &["R1", "R2", "R3"]),
            (
                &["Rossi", "Rossi Maria", "Rossi Marco"],
                &["R1", "R2", "R3"],
            ),
            (
                &["Rossi", "Rossi Ada", "élan", "3M"],
                &["R1", "RA", "É", "3"],
            ),
            // A number never makes a mark that somebody has.
            (&["R 1", "R", "R"], &["R1", "R2", "R3"]),
            (&["R 1", "Rho 2", "Rho"], &["R1", "R2", "R3"]),
            (&["東京", "", "!!", "\u{202e}x"], &["東", "•1", "•2", "X"]),
        ] {
            assert_eq!(initials(names), marks, "{names:?}");
        }
    }
}
