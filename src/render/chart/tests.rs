//! Drawings and the page, whole.

use super::*;
use crate::comparison::chart::{Dot, Reading, Spot, gather};
use crate::definition::ChartKind;
use crate::profile::story::Shelf;
use crate::render::terminal::{self, Look};

/// Clients of all kinds, made by counting.
fn clients(kind: ChartKind, count: usize) -> Vec<(String, Reading)> {
    let names = [
        "Anna Bianchi",
        "Studio Rossi & figli",
        "Bar Sport",
        "Rossi Maria",
        "Ricci <script>alert(1)</script>",
        "Zoë \u{202e}Lang",
        "Verdi ]]> srl",
        "東京商店",
        "Nera",
        "Officina meccanica dei fratelli Brambilla e soci",
    ];
    (0..count)
        .map(|at| {
            let name = match at / names.len() {
                0 => names[at % names.len()].to_owned(),
                round => format!("{} {}", names[at % names.len()], round + 1),
            };
            (name, reading(kind, at))
        })
        .collect()
}

fn reading(kind: ChartKind, at: usize) -> Reading {
    let day = |month: i8, day: i8| jiff::civil::date(2026, month, day);
    match kind {
        ChartKind::Map => {
            let level = |at| Spot::Level {
                at,
                is_impression: at == 1,
            };
            match at % 7 {
                5 => Reading::Spot {
                    x: Spot::Mixed,
                    y: level(1),
                },
                6 => Reading::Spot {
                    x: Spot::Unknown,
                    y: level(2),
                },
                _ => Reading::Spot {
                    x: level(at % 4),
                    y: level((at / 2) % 4),
                },
            }
        }
        ChartKind::Bars => Reading::Bar {
            value: [0.25, 1.0, 3.0, 5.0, 0.5][at % 5],
            of: None,
            until: (at % 5 == 3).then(|| day(12, 5)),
            is_passing: at % 5 == 3,
            is_guess: at % 5 == 1,
        },
        ChartKind::Grid => {
            let mut week = [[false; 24]; 7];
            for hours in week.iter_mut().take(5) {
                hours[8 + at % 3..12 + at % 7].fill(true);
            }
            Reading::Week {
                week,
                is_clock_unknown: false,
            }
        }
        ChartKind::Counts => match at % 4 {
            3 => Reading::Nothing,
            _ => Reading::Items(vec![at % 3, 3 + at % 2]),
        },
        ChartKind::Dots => match at % 3 {
            2 => Reading::Nothing,
            _ => Reading::Track(
                (0..=at % 4)
                    .map(|round| Dot {
                        day: day(9 + round as i8, 1 + (at % 28) as i8),
                        level: (at + round) % 6,
                        about: Some("La posta in ordine & niente sorprese".to_owned()),
                    })
                    .collect(),
            ),
        },
        ChartKind::Dates => match at % 150 % 3 {
            0 if at < 20 => Reading::Dates(vec![(
                day(12, 1 + (at % 9) as i8),
                "Prossima verifica".to_owned(),
            )]),
            _ => Reading::Nothing,
        },
    }
}

fn pictures(count: usize, language: Language) -> Vec<Picture> {
    let shelf = Shelf::bundled();
    let mut own = [[false; 24]; 7];
    for hours in own.iter_mut().take(5) {
        hours[9..13].fill(true);
        hours[14..18].fill(true);
    }
    let charts = shelf.definition.charts.iter().enumerate();
    charts
        .map(|(number, chart)| {
            let readings = clients(chart.kind, count);
            gather(
                &shelf.definition,
                chart,
                number,
                &readings,
                Some(own),
                language,
            )
        })
        .collect()
}

fn table_of_words(count: usize) -> Table {
    let choice = |label: &str| Column {
        label: label.to_owned(),
        is_choice: true,
    };
    let levels = ["All well", "Keep an eye", "Act now"];
    let rows = clients(ChartKind::Map, count).into_iter().enumerate();
    let client = Column {
        label: "Client".to_owned(),
        is_choice: false,
    };
    Table {
        columns: vec![client, choice("Group"), choice("Attention")],
        rows: rows
            .map(|(at, (name, _))| {
                let cell = |words: &str, key: Option<usize>| Cell {
                    words: words.to_owned(),
                    key: key.map(|key| key.to_string()),
                    choice: Some(words.to_owned()),
                };
                vec![
                    Cell {
                        key: Some(name.clone()),
                        words: name,
                        choice: None,
                    },
                    match at % 3 {
                        0 => cell("?", None),
                        one => cell(["", "Side by side", "Hands over"][one], Some(one)),
                    },
                    cell(levels[at % 3], Some(at % 3)),
                ]
            })
            .collect(),
        notes: vec!["~ impression".to_owned()],
    }
}

fn whole_page(count: usize, language: Language) -> String {
    let pictures = pictures(count, language);
    page(
        &table_of_words(count),
        &pictures,
        "22 November 2026",
        language,
    )
}

/// Compares with a file of `tests/charts`; `ASCOLTO_BLESS=1` writes it anew.
#[expect(
    clippy::disallowed_methods,
    reason = "blessing writes the expected files"
)]
fn assert_same(name: &str, found: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/charts");
    let path = format!("{folder}/{name}");
    if std::env::var_os("ASCOLTO_BLESS").is_some() {
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(&path, found).expect("the expected file can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("the expected file can be read");
    assert!(
        found == expected,
        "{name} differs; ASCOLTO_BLESS=1 writes it anew"
    );
}

#[test]
fn charts_at_the_terminal_are_as_they_were_read() {
    for (count, language, width) in [
        (10, Language::It, 80),
        (10, Language::En, 40),
        (1000, Language::En, 80),
    ] {
        let look = Look {
            width,
            color: false,
        };
        let drawn = terminal::charts(&pictures(count, language), look, language);
        let drawn = drawn.as_str();
        let name = format!("{count}-clients-{}-{width}.txt", language.tag());
        assert_same(&name, drawn);
        for line in drawn.lines() {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn no_line_is_wider_than_the_page_and_the_data_have_no_codes() {
    for language in [Language::It, Language::En] {
        let pictures = pictures(12, language);
        for width in 34..110 {
            let look = Look {
                width,
                color: false,
            };
            let drawn = terminal::charts(&pictures, look, language);
            let drawn = drawn.as_str();
            for line in drawn.lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
            assert!(!drawn.contains(['\u{1b}', '\u{202e}']));
        }
    }
}

#[test]
fn the_page_is_as_it_was_read() {
    assert_same("10-clients-en.html", &whole_page(10, Language::En));
}

/// Gives every tag with the names of its attributes; fails where a `<` opens none.
fn tags(page: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag is closed");
        let words = tag.split(['"']).step_by(2).collect::<String>();
        tags.push(words);
        let end = match tag {
            "script" => Some("</script>"),
            "style" => Some("</style>"),
            _ => None,
        };
        rest = match end {
            Some(end) => &after[after.find(end).expect("it ends")..],
            None => after,
        };
    }
    tags
}

#[test]
fn no_name_changes_what_the_page_is_made_of() {
    let plain = whole_page(3, Language::En);
    for hostile in [
        "Anna<Bian>i",
        "A'\"B&C;x=1y",
        "</svg>--]]>",
        "</script><b",
        "\u{202e}\u{0}\u{1b}[2J\n",
    ] {
        let hostile = format!("{hostile:a<12}");
        let mut pictures = pictures(3, Language::En);
        let mut table = table_of_words(3);
        table.rows[0][0].words = hostile.clone();
        table.rows[0][0].key = Some(hostile.clone());
        table.rows[0][1].choice = Some(hostile.clone());
        for picture in &mut pictures {
            rename(picture, &hostile);
        }
        let page = page(&table, &pictures, "22 November 2026", Language::En);
        assert_eq!(page.matches("<script").count(), 1, "{hostile}");
        let allowed = tags(&plain);
        for tag in tags(&page) {
            assert!(allowed.contains(&tag), "{hostile:?} made <{tag}>");
        }
    }
}

/// Gives the first client another name wherever it stands.
fn rename(picture: &mut Picture, name: &str) {
    let is_first = |one: &str| one == "Anna Bianchi";
    match &mut picture.shape {
        Shape::Map(map) => {
            for place in map.places.iter_mut().filter(|place| is_first(&place.name)) {
                place.name = name.to_owned();
                place.mark = name.to_owned();
            }
        }
        Shape::Bars(bars) => {
            for bar in bars.bars.iter_mut().filter(|bar| is_first(&bar.name)) {
                bar.name = name.to_owned();
            }
        }
        Shape::Counts(counts) => {
            for row in &mut counts.rows {
                for one in row.names.iter_mut().filter(|one| is_first(one)) {
                    *one = name.to_owned();
                }
                row.label = name.to_owned();
            }
        }
        Shape::Dots(dots) => {
            for track in dots.tracks.iter_mut().filter(|track| is_first(&track.name)) {
                track.name = name.to_owned();
                for dot in &mut track.dots {
                    dot.about = Some(name.to_owned());
                }
            }
        }
        Shape::Dates(dates) => {
            for (who, what) in dates.days.iter_mut().flat_map(|due| &mut due.what) {
                *who = name.to_owned();
                *what = name.to_owned();
            }
        }
        Shape::Grid(_) => {}
    }
    picture.notes.push(name.to_owned());
}

#[test]
fn the_policy_lets_only_this_script_run() {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(page::SCRIPT);
    assert_eq!(base64(&digest), page::SCRIPT_DIGEST);
    let page = whole_page(1, Language::En);
    assert!(page.contains(&format!("<script>{}</script>", page::SCRIPT)));
    assert!(page.contains(&format!(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\"",
        page::SCRIPT_DIGEST
    )));
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut words = String::new();
    for three in bytes.chunks(3) {
        let mut number = 0u32;
        for at in 0..3 {
            number = number << 8 | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for at in 0..4 {
            match at <= three.len() {
                true => words.push(char::from(SIGNS[(number >> (18 - 6 * at) & 63) as usize])),
                false => words.push('='),
            }
        }
    }
    words
}

#[test]
fn every_drawing_has_a_name_and_the_same_in_words() {
    let page = whole_page(10, Language::It);
    let drawings = page.matches("role=\"img\"").count();
    assert_eq!(drawings, 9, "ten charts, one of which is a list");
    assert_eq!(page.matches("<details>").count(), drawings);
    assert_eq!(page.matches("<title id=").count(), drawings);
    assert_eq!(page.matches("<desc id=").count(), drawings);
}
