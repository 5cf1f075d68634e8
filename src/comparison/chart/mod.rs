//! Charts across clients as data, each with what it says in words.
//!
//! Decides what a chart shows of a set of clients: who stands where on a map, how long a bar is, how
//! many are counted. It never draws, and never turns people into a rank, a score or an average.
//! Counts stay counts. A chart with more clients than can be told apart counts them instead.

use jiff::civil::Date;

use super::{Closer, Facts, Frame};
use crate::value::{Weekday, date, number};
use crate::words::chart as say;
use crate::words::{Language, Sentence};

mod gather;
mod initials;
mod reading;
#[cfg(test)]
mod tests;

pub use gather::gather;
pub use initials::initials;
pub use reading::{Reading, Spot, Week, reading};

/// The most clients that a chart shows one by one.
pub const MOST: usize = 60;

/// How clients are looked at: the kit and the day, the language, the clocks.
pub struct Lens<'l, 'k> {
    pub frame: &'l Frame<'k>,
    pub language: Language,
    /// Says how many minutes a zone is ahead of one's own clock on the day; `None` where either is not
    /// known.
    pub ahead_of: &'l dyn Fn(&str) -> Option<i32>,
}

impl Lens<'_, '_> {
    /// Tells whether the zone of the professional's own hours is known.
    fn has_own_zone(&self) -> bool {
        let settings = self.frame.settings;
        let said = settings.hours.as_ref().and_then(|hours| hours.zone());
        said.or(settings.time_zone.as_deref()).is_some()
    }
}

/// Makes the charts of a definition for a set of clients, in their order; those named, or all.
pub fn pictures(
    clients: &[(Facts<'_>, Option<&Closer>)],
    only: &[String],
    lens: &Lens<'_, '_>,
) -> Vec<Picture> {
    let definition = lens.frame.definition;
    let own = lens.frame.settings.hours.as_ref();
    let own = own.map(|hours| reading::week_of(hours, 0));
    let charts = definition.charts.iter().enumerate().filter(|(_, chart)| {
        let id = chart.id.as_ref().map(|id| id.as_str());
        only.is_empty() || only.iter().any(|name| id == Some(name.as_str()))
    });
    charts
        .map(|(number, chart)| {
            let readings: Vec<(String, Reading)> = clients
                .iter()
                .map(|(facts, closer)| {
                    let reading = reading(chart, facts, *closer, lens);
                    (facts.name.to_owned(), reading)
                })
                .collect();
            gather(definition, chart, number, &readings, own, lens.language)
        })
        .collect()
}

/// One chart of a set of clients, in the words of one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// A name for links, unique among the pictures of a set.
    pub id: String,
    pub title: String,
    pub shape: Shape,
    /// What is to know beside it: of how many clients it speaks, how it is read.
    pub notes: Vec<String>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Map(Map),
    Bars(Bars),
    Grid(Box<Grid>),
    Counts(Counts),
    Dots(Dots),
    Dates(Dates),
}

/// Clients by the levels of two traits.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    pub x: Axis,
    pub y: Axis,
    /// Who stands where, in the order of the clients.
    pub places: Vec<Place>,
    /// Whether there are few enough clients for a mark each.
    pub is_lettered: bool,
    /// Clients that cannot be placed, by reason.
    pub beside: Vec<Beside>,
}

impl Map {
    /// Gives who stands in a cell.
    pub fn at(&self, x: usize, y: usize) -> impl Iterator<Item = &Place> {
        self.places
            .iter()
            .filter(move |place| place.x == x && place.y == y)
    }

    /// Gives what is written in a cell: the marks, or how many there are.
    pub fn cell(&self, x: usize, y: usize) -> Vec<String> {
        if self.is_lettered {
            return self.at(x, y).map(Place::marked).collect();
        }
        match self.at(x, y).count() {
            0 => Vec::new(),
            count => vec![count.to_string()],
        }
    }
}

/// One axis of a map: levels from low to high.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub label: String,
    pub levels: Vec<String>,
}

/// A client on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub name: String,
    /// A short sign, different for each client.
    pub mark: String,
    pub x: usize,
    pub y: usize,
    /// Only noticed, never said by the client.
    pub is_impression: bool,
}

impl Place {
    /// Gives the mark as it is written on the map: `R1~` for an impression.
    pub fn marked(&self) -> String {
        match self.is_impression {
            true => format!("{}~", self.mark),
            false => self.mark.clone(),
        }
    }
}

/// Clients that a map cannot place, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub why: String,
    pub names: Vec<String>,
}

/// A bar for each client.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    pub bars: Vec<Bar>,
    pub total: Option<Total>,
}

impl Bars {
    /// Gives the value of the longest possible bar, never zero.
    pub fn longest(&self) -> f64 {
        let each = self.bars.iter().map(|bar| bar.of.unwrap_or(bar.value));
        let longest = each.fold(0.0, f64::max);
        if longest > 0.0 { longest } else { 1.0 }
    }
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub name: String,
    pub value: f64,
    /// Out of how many, where the value is a part of something.
    pub of: Option<f64>,
    /// The last day of a value that passes.
    pub until: Option<Date>,
    pub is_passing: bool,
    pub is_guess: bool,
}

impl Bar {
    /// Gives the value in words.
    pub fn shown(&self, language: Language) -> String {
        let value = number::show(self.value, language.tag());
        match self.of {
            Some(of) => told(
                say::out_of(&value, &number::show(of, language.tag())),
                language,
            ),
            None => value,
        }
    }

    /// Gives the value with its marks: `3 >`, `1 ?`.
    pub fn marked(&self, language: Language) -> String {
        let mut shown = self.shown(language);
        if self.is_passing {
            shown.push_str(" >");
        }
        if self.is_guess {
            shown.push_str(" ?");
        }
        shown
    }

    /// Gives what its marks mean, in words.
    pub fn note(&self, language: Language) -> String {
        let mut notes = Vec::new();
        if self.is_passing {
            notes.push(match self.until {
                Some(day) => {
                    let day = date::in_words(day, language.tag());
                    told(say::until_day(&day), language)
                }
                None => told(say::passing(), language),
            });
        }
        if self.is_guess {
            notes.push(told(say::guess(), language));
        }
        notes.join("; ")
    }
}

/// What the bars come to together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    pub all: f64,
    pub passing: f64,
    pub guessed: f64,
}

impl Total {
    /// Gives the total in words: `In all: 7.25 (guessed: 2)`.
    pub fn in_words(&self, language: Language) -> String {
        let all = number::show(self.all, language.tag());
        let all = format!("{}: {all}", told(say::in_all(), language));
        match &self.parts(language)[..] {
            [] => all,
            parts => format!("{all} ({})", parts.join("; ")),
        }
    }

    /// Gives what the total is made of besides lasting, known values.
    fn parts(&self, language: Language) -> Vec<String> {
        let number = |value: f64| number::show(value, language.tag());
        let mut parts = Vec::new();
        if self.passing > 0.0 {
            let part = say::of_which_passing(&number(self.passing));
            parts.push(told(part, language));
        }
        if self.guessed > 0.0 {
            let part = say::of_which_guessed(&number(self.guessed));
            parts.push(told(part, language));
        }
        parts
    }
}

/// How many clients can be reached in each hour of the week.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// By day, Monday first, and by hour.
    pub counts: [[usize; 24]; 7],
    /// Own working hours, where they are set.
    pub own: Option<[[bool; 24]; 7]>,
}

impl Grid {
    /// Gives the hours worth drawing, as first and one past the last: those in which somebody can be
    /// reached or one works oneself.
    pub fn range(&self) -> Option<(usize, usize)> {
        let counts =
            |hour: usize| (0..7).any(|day| self.counts[day][hour] > 0 || self.is_own(day, hour));
        let first = (0..24).find(|hour| counts(*hour))?;
        let last = (0..24).rfind(|hour| counts(*hour))?;
        Some((first, last + 1))
    }

    /// Tells whether an hour is one's own.
    pub fn is_own(&self, day: usize, hour: usize) -> bool {
        self.own.is_some_and(|own| own[day][hour])
    }

    /// Gives the largest count.
    pub fn most(&self) -> usize {
        self.counts.iter().flatten().copied().max().unwrap_or(0)
    }
}

/// How often each thing was named, or how many clients stand where.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// What is counted: one or two columns.
    pub columns: Vec<String>,
    pub rows: Vec<Count>,
}

impl Counts {
    /// Gives the largest count.
    pub fn most(&self) -> usize {
        self.rows
            .iter()
            .flat_map(|row| &row.counts)
            .copied()
            .max()
            .unwrap_or(0)
    }
}

/// One thing counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    pub label: String,
    /// One for each column.
    pub counts: Vec<usize>,
    /// Who it was, while there are few enough to be named.
    pub names: Vec<String>,
}

/// Levels measured over time, a row for each client.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// From low to high.
    pub levels: Vec<String>,
    pub tracks: Vec<Track>,
}

/// What was measured with one client, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub name: String,
    pub dots: Vec<Dot>,
}

/// What one conversation measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    pub day: Date,
    /// Position among the levels.
    pub level: usize,
    /// What was measured, in the client's words.
    pub about: Option<String>,
}

/// Days ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    /// Soonest first.
    pub days: Vec<Due>,
}

/// What falls on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    pub day: Date,
    /// Who, and what.
    pub what: Vec<(String, String)>,
}

/// What a chart says, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InWords {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// Tells whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match &self.shape {
            Shape::Map(map) => map.places.is_empty() && map.beside.is_empty(),
            Shape::Bars(bars) => bars.bars.is_empty(),
            Shape::Grid(grid) => grid.most() == 0,
            Shape::Counts(counts) => counts.most() == 0,
            Shape::Dots(dots) => dots.tracks.is_empty(),
            Shape::Dates(dates) => dates.days.is_empty(),
        }
    }

    /// Says in words all that the chart shows.
    pub fn in_words(&self, language: Language) -> InWords {
        match &self.shape {
            Shape::Map(map) => map_in_words(map, language),
            Shape::Bars(bars) => bars_in_words(bars, language),
            Shape::Grid(grid) => grid_in_words(grid, language),
            Shape::Counts(counts) => counts_in_words(counts, language),
            Shape::Dots(dots) => dots_in_words(dots, language),
            Shape::Dates(dates) => dates_in_words(dates, language),
        }
    }
}

fn told(sentence: Sentence, language: Language) -> String {
    sentence.in_language(language).to_owned()
}

fn map_in_words(map: &Map, language: Language) -> InWords {
    let mut rows = Vec::new();
    for (y, y_level) in map.y.levels.iter().enumerate().rev() {
        for (x, x_level) in map.x.levels.iter().enumerate() {
            let names: Vec<String> = map
                .at(x, y)
                .map(|place| match place.is_impression {
                    true => format!("{} ({})", place.name, told(say::impression(), language)),
                    false => place.name.clone(),
                })
                .collect();
            if !names.is_empty() {
                rows.push(vec![
                    y_level.clone(),
                    x_level.clone(),
                    names.len().to_string(),
                    names.join(", "),
                ]);
            }
        }
    }
    for beside in &map.beside {
        let (count, names) = (beside.names.len().to_string(), beside.names.join(", "));
        rows.push(vec![beside.why.clone(), String::new(), count, names]);
    }
    InWords {
        headers: vec![
            map.y.label.clone(),
            map.x.label.clone(),
            told(say::how_many(), language),
            told(say::who(), language),
        ],
        rows,
    }
}

fn bars_in_words(bars: &Bars, language: Language) -> InWords {
    let each = bars
        .bars
        .iter()
        .map(|bar| vec![bar.name.clone(), bar.shown(language), bar.note(language)]);
    let total = bars.total.map(|total| {
        vec![
            told(say::in_all(), language),
            number::show(total.all, language.tag()),
            total.parts(language).join("; "),
        ]
    });
    InWords {
        headers: [say::client(), say::value(), say::note()]
            .map(|header| told(header, language))
            .to_vec(),
        rows: each.chain(total).collect(),
    }
}

/// Gives runs of hours with the same number of clients, day by day.
fn grid_in_words(grid: &Grid, language: Language) -> InWords {
    let mut rows = Vec::new();
    for day in Weekday::ALL {
        let day_number = day as usize;
        let cell = |hour: usize| (grid.counts[day_number][hour], grid.is_own(day_number, hour));
        let mut start = 0;
        for hour in 1..=24 {
            if hour < 24 && cell(hour) == cell(start) {
                continue;
            }
            let (count, is_own) = cell(start);
            if count > 0 || is_own {
                let count = match is_own {
                    true => told(say::clients_and_own(count), language),
                    false => count.to_string(),
                };
                rows.push(vec![
                    date::weekday_name(day, language.tag()).to_owned(),
                    format!("{start:02}:00–{hour:02}:00"),
                    count,
                ]);
            }
            start = hour;
        }
    }
    InWords {
        headers: [say::day(), say::hours(), say::clients()]
            .map(|header| told(header, language))
            .to_vec(),
        rows,
    }
}

fn counts_in_words(counts: &Counts, language: Language) -> InWords {
    let has_names = counts.rows.iter().any(|row| !row.names.is_empty());
    let mut headers = vec![told(say::what(), language)];
    headers.extend(counts.columns.iter().cloned());
    if has_names {
        headers.push(told(say::who(), language));
    }
    let rows = counts.rows.iter().map(|row| {
        let mut cells = vec![row.label.clone()];
        cells.extend(row.counts.iter().map(usize::to_string));
        if has_names {
            cells.push(row.names.join(", "));
        }
        cells
    });
    InWords {
        rows: rows.collect(),
        headers,
    }
}

fn dots_in_words(dots: &Dots, language: Language) -> InWords {
    let mut rows = Vec::new();
    for track in &dots.tracks {
        for dot in &track.dots {
            rows.push(vec![
                track.name.clone(),
                date::in_words(dot.day, language.tag()),
                dots.levels.get(dot.level).cloned().unwrap_or_default(),
                dot.about.clone().unwrap_or_default(),
            ]);
        }
    }
    InWords {
        headers: [say::client(), say::day(), say::value(), say::about()]
            .map(|header| told(header, language))
            .to_vec(),
        rows,
    }
}

fn dates_in_words(dates: &Dates, language: Language) -> InWords {
    let mut rows = Vec::new();
    for due in &dates.days {
        for (name, what) in &due.what {
            let day = date::in_words(due.day, language.tag());
            rows.push(vec![day, name.clone(), what.clone()]);
        }
    }
    InWords {
        headers: [say::day(), say::client(), say::what()]
            .map(|header| told(header, language))
            .to_vec(),
        rows,
    }
}
