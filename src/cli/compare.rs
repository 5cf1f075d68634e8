//! `ascolto compare`: clients side by side.
//!
//! Decides which clients are read and what is made of them: the portfolio, groups, a few side by
//! side, who is alike, the week.

use clap::ArgMatches;
use jiff::civil::Date;

use super::charts;
use super::environment::Context;
use super::find::{self, tell_problems};
use super::kits;
use super::outcome::{Exit, Failure};
use super::portrait::Gallery;
use super::product::minutes_from_utc;
use crate::comparison::{
    Account, Beside, Closer, Column, Comparison, Fault, Field, Filter, Frame, Near, Order, Sketch,
    Week, Width,
};
use crate::json::{self, Parts};
use crate::render::{self, Page};
use crate::store::{Client, Lookup, Store};
use crate::value::date;
use crate::words::comparison as words;

/// How many clients stand side by side at most; more of them are a table.
const SIDE_BY_SIDE: std::ops::RangeInclusive<usize> = 2..=4;

/// How many of the nearest are shown.
const NEAREST: usize = 3;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let on = super::reading_day(context, matches)?;
    let store = find::store(context)?;
    let kit = kits::open(context)?;
    let mut gallery = Gallery::open(&store, &kit)?;
    let settings = gallery.settings.clone();
    let frame = Frame::new(gallery.definition, &settings, &kit.scripts()?, on);
    // What was typed is judged before anything is read.
    let request = Request::read(context, matches, &frame)?;
    let desk = Desk {
        context,
        store: &store,
        request: &request,
    };
    match &request.view {
        View::Beside => desk.beside(&mut gallery, frame),
        _ => desk.table(&mut gallery, frame),
    }
}

/// What was asked for.
struct Request {
    /// The clients named, each with a day of its own if it has one.
    names: Vec<(String, Option<Date>)>,
    filters: Vec<Filter>,
    order: Order,
    columns: Vec<Column>,
    view: View,
    format: Format,
}

/// What is made of the clients.
enum View {
    Portfolio,
    Incomplete,
    Groups(Field),
    Beside,
    /// The client as typed, and how many of the nearest.
    Like(String, usize),
    Load,
    /// The charts named, or all.
    Charts(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Table,
    Markdown,
    Csv,
    Json,
    Html,
}

impl Request {
    fn read(context: &Context, matches: &ArgMatches, frame: &Frame<'_>) -> anyhow::Result<Request> {
        let language = context.language;
        let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
        let one = |name: &str| matches.get_one::<String>(name);
        let names: Vec<(String, Option<Date>)> = all("client")
            .map(|typed| name_and_day(context, typed))
            .collect();
        let filters = all("where")
            .map(|typed| Filter::parse(typed, frame, language).map_err(failure))
            .collect::<Result<Vec<Filter>, Failure>>()?;
        let order = match one("sort") {
            Some(typed) => Order::parse(typed, frame).map_err(failure)?,
            None => Order::of_layout(frame),
        };
        let format = match one("format").map(String::as_str) {
            Some("md") => Format::Markdown,
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            Some("html") => Format::Html,
            _ => Format::Table,
        };
        let view = Request::view(matches, &names, frame)?;
        // A page of two clients is a small portfolio.
        let view = match view {
            View::Beside if format == Format::Html => View::Portfolio,
            view => view,
        };
        let has_table = matches!(view, View::Portfolio | View::Incomplete);
        let has_charts = matches!(view, View::Charts(_));
        if format == Format::Html && !has_table && !has_charts {
            return Err(Failure::usage(words::html_is_a_page())
                .with_help(words::html_is_a_page_help())
                .into());
        }
        if format == Format::Json && has_charts {
            return Err(Failure::usage(words::charts_have_no_json())
                .with_help(words::charts_have_no_json_help())
                .into());
        }
        if format == Format::Csv && !has_table {
            return Err(Failure::usage(words::csv_is_a_table())
                .with_help(words::csv_is_a_table_help())
                .into());
        }
        let is_wide = matches.get_flag("wide") || matches!(format, Format::Markdown | Format::Csv);
        let mut columns = Vec::new();
        for typed in all("traits") {
            let field = frame.field(typed).map_err(failure)?;
            columns.push(frame.column_of(field, language));
        }
        if columns.is_empty() {
            let width = if is_wide { Width::Wide } else { Width::Usual };
            columns = frame.columns(width, language);
        }
        Ok(Request {
            names,
            filters,
            order,
            columns,
            view,
            format,
        })
    }

    fn view(
        matches: &ArgMatches,
        names: &[(String, Option<Date>)],
        frame: &Frame<'_>,
    ) -> anyhow::Result<View> {
        let one = |name: &str| matches.get_one::<String>(name);
        if let Some(typed) = one("like") {
            let count = matches.get_one::<usize>("nearest").copied();
            return Ok(View::Like(typed.clone(), count.unwrap_or(NEAREST)));
        }
        if let Some(typed) = one("group-by") {
            return Ok(View::Groups(frame.field(typed).map_err(failure)?));
        }
        if matches.contains_id("charts") {
            let only = matches.get_many::<String>("charts").into_iter().flatten();
            let only: Vec<String> = only.cloned().collect();
            charts::judge(&only, frame)?;
            return Ok(View::Charts(only));
        }
        if matches.get_flag("load") {
            return Ok(View::Load);
        }
        if matches.get_flag("incomplete") {
            return Ok(View::Incomplete);
        }
        let is_narrowed = ["where", "sort", "traits"]
            .iter()
            .any(|id| matches.contains_id(id));
        if SIDE_BY_SIDE.contains(&names.len()) && !is_narrowed {
            return Ok(View::Beside);
        }
        if let Some((name, _)) = names.iter().find(|(_, day)| day.is_some()) {
            return Err(Failure::usage(words::a_day_needs_two(name))
                .with_help(words::a_day_needs_two_help())
                .into());
        }
        Ok(View::Portfolio)
    }
}

/// Parts `anna@2026-10-01`; what is no day belongs to the name.
fn name_and_day(context: &Context, typed: &str) -> (String, Option<Date>) {
    let parted = typed.rsplit_once('@').and_then(|(name, day)| {
        let day = date::parse(day, context.today(), context.language).ok()?;
        Some((name.to_owned(), Some(day)))
    });
    parted.unwrap_or((typed.to_owned(), None))
}

fn failure(fault: Fault) -> Failure {
    let failure = Failure::fault(fault.message);
    match fault.help {
        Some(help) => failure.with_help(help),
        None => failure,
    }
}

/// Every client as a sketch, and how reading them went.
struct Rows {
    sketches: Vec<Sketch>,
    worst: Exit,
}

/// Draws clients on the day of the frame; what cannot be read is told and left out.
fn rows(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    clients: &[Client],
    frame: &Frame<'_>,
) -> Rows {
    let mut rows = Rows {
        sketches: Vec::with_capacity(clients.len()),
        worst: Exit::Done,
    };
    for client in clients {
        match sketch(context, store, gallery, client, frame) {
            Ok((sketch, told)) => {
                rows.sketches.push(sketch);
                rows.worst = rows.worst.max(told);
            }
            Err(error) => {
                let (text, exit) = super::outcome::report(&error, context.language);
                context.talk(&text);
                rows.worst = rows.worst.max(exit);
            }
        }
    }
    rows
}

fn sketch(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    client: &Client,
    frame: &Frame<'_>,
) -> anyhow::Result<(Sketch, Exit)> {
    let portrait = gallery.load(context, store, client)?;
    let sketch = gallery.with_profile(&portrait, frame.on, |profile| {
        Sketch::draw(profile, client.id(), frame)
    });
    Ok((sketch, portrait.worst))
}

/// Looks closer at the clients that are shown. They were read before: what was wrong was told then.
fn closer(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    comparison: &Comparison<'_>,
    shown: impl Iterator<Item = usize>,
) -> Vec<Closer> {
    let frame = &comparison.frame;
    let look = |gallery: &mut Gallery<'_>, id: &str| -> anyhow::Result<Closer> {
        let client = find::client(context, store, id, Lookup::Exact)?;
        let (portrait, _) = gallery.load_quietly(context, store, &client)?;
        Ok(gallery.with_profile(&portrait, frame.on, |profile| {
            Closer::look(profile, frame, &context.tag())
        }))
    };
    shown
        .filter_map(|at| comparison.sketches.get(at))
        .map(|sketch| look(gallery, sketch.facts().id).unwrap_or_default())
        .collect()
}

/// What every view needs.
struct Desk<'d> {
    context: &'d Context,
    store: &'d Store,
    request: &'d Request,
}

impl Desk<'_> {
    /// Finds the clients that were named, or all; an unknown one is told and the rest is done.
    fn clients(&self) -> anyhow::Result<(Vec<Client>, Exit)> {
        if self.request.names.is_empty() {
            let all = self.store.clients()?;
            let worst = tell_problems(self.context, &all.problems);
            return Ok((all.clients, worst));
        }
        let mut clients: Vec<Client> = Vec::new();
        let mut worst = Exit::Done;
        for (name, _) in &self.request.names {
            match find::client(self.context, self.store, name, Lookup::Beginning) {
                Ok(client) if clients.iter().any(|known| known.id() == client.id()) => {}
                Ok(client) => clients.push(client),
                Err(error) => worst = worst.max(self.tell(&error)),
            }
        }
        Ok((clients, worst))
    }

    fn tell(&self, error: &anyhow::Error) -> Exit {
        let (text, exit) = super::outcome::report(error, self.context.language);
        self.context.talk(&text);
        exit
    }

    /// The portfolio, and what else is made of many clients.
    fn table(&self, gallery: &mut Gallery<'_>, frame: Frame<'_>) -> anyhow::Result<Exit> {
        let liked = match &self.request.view {
            View::Like(typed, _) => {
                let client = find::client(self.context, self.store, typed, Lookup::Beginning)?;
                Some(client.id().to_owned())
            }
            _ => None,
        };
        let (clients, told) = self.clients()?;
        let rows = rows(self.context, self.store, gallery, &clients, &frame);
        let mut comparison = Comparison {
            frame,
            sketches: rows.sketches,
        };
        let is_incomplete = matches!(self.request.view, View::Incomplete);
        comparison.sketches.retain(|sketch| {
            let facts = sketch.facts();
            let is_meant = self
                .request
                .filters
                .iter()
                .all(|filter| filter.holds(&facts));
            let is_wanted = !is_incomplete || facts.known < facts.of;
            (is_meant && is_wanted) || liked.as_deref() == Some(facts.id)
        });
        comparison.sort(&self.request.order);
        self.show(gallery, &comparison, liked.as_deref())?;
        Ok(told.max(rows.worst))
    }

    fn show(
        &self,
        gallery: &mut Gallery<'_>,
        comparison: &Comparison<'_>,
        liked: Option<&str>,
    ) -> anyhow::Result<()> {
        let language = self.context.language;
        let mut page = Page::default();
        let mut parts = Parts::default();
        let (groups, nearest, week): (Vec<_>, Vec<Near>, (Week, Vec<Closer>));
        match &self.request.view {
            View::Groups(field) => {
                groups = comparison.groups(*field).map_err(failure)?;
                render::comparison::groups(&mut page, comparison, *field, &groups, language);
                parts.groups = Some((*field, &groups));
            }
            View::Like(_, count) => {
                let like = liked.and_then(|id| {
                    let mut sketches = comparison.sketches.iter();
                    sketches.position(|sketch| sketch.facts().id == id)
                });
                if let Some(like) = like {
                    let all = comparison.nearest(like);
                    nearest = all.into_iter().take(*count).collect();
                    let shown = nearest.iter().map(|near| near.at);
                    let closer = closer(self.context, self.store, gallery, comparison, shown);
                    render::comparison::near(
                        &mut page, comparison, like, &nearest, &closer, language,
                    );
                    parts.near = Some((like, &nearest));
                }
            }
            View::Load => {
                let shown = 0..comparison.sketches.len();
                let closer = closer(self.context, self.store, gallery, comparison, shown);
                week = (comparison.week(&self.offset(comparison)), closer);
                render::comparison::load(&mut page, comparison, &week.0, &week.1, language);
                parts.load = Some((&week.0, &week.1));
            }
            View::Charts(only) => return self.charts(gallery, comparison, only),
            _ if self.request.format == Format::Html => {
                return self.charts(gallery, comparison, &[]);
            }
            View::Incomplete => render::comparison::incomplete(&mut page, comparison, language),
            View::Portfolio | View::Beside => {
                let portfolio = comparison.portfolio(self.request.columns.clone(), language);
                let width = (self.request.format == Format::Table).then_some(self.context.width);
                render::comparison::portfolio(&mut page, comparison, &portfolio, width, language);
            }
        }
        self.deliver(comparison, &page, &parts)
    }

    /// The charts: drawn, on a page with the portfolio, or in words.
    fn charts(
        &self,
        gallery: &mut Gallery<'_>,
        comparison: &Comparison<'_>,
        only: &[String],
    ) -> anyhow::Result<()> {
        let shown = 0..comparison.sketches.len();
        let closer = closer(self.context, self.store, gallery, comparison, shown);
        let ahead_of = self.offset(comparison);
        let pictures = charts::charts(self.context, comparison, &closer, only, &ahead_of);
        match self.request.format {
            Format::Table => {
                let look = self.context.look();
                let drawn = render::terminal::charts(&pictures, look, self.context.language);
                self.context.result(&drawn)
            }
            Format::Html => {
                let columns = self.request.columns.clone();
                let page = charts::page(self.context, comparison, columns, &pictures);
                self.context.document(&page)
            }
            Format::Markdown | Format::Csv | Format::Json => {
                let mut page = Page::default();
                charts::in_words(&mut page, &pictures, self.context);
                self.deliver(comparison, &page, &Parts::default())
            }
        }
    }

    /// Says how many minutes a zone is ahead of one's own clock on the day of reading.
    fn offset<'o>(&self, comparison: &'o Comparison<'_>) -> impl Fn(&str) -> Option<i32> + use<'o> {
        let on = comparison.frame.on;
        let settings = comparison.frame.settings;
        let own_hours = settings.hours.as_ref().and_then(|hours| hours.zone());
        let own = own_hours.or(settings.time_zone.as_deref());
        let own = own.and_then(|zone| minutes_from_utc(zone, on));
        move |zone| Some(minutes_from_utc(zone, on)? - own?)
    }

    /// Clients side by side, or one on several days.
    fn beside(&self, gallery: &mut Gallery<'_>, frame: Frame<'_>) -> anyhow::Result<Exit> {
        let mut accounts: Vec<Account> = Vec::new();
        let mut sketches: Vec<Sketch> = Vec::new();
        let mut worst = Exit::Done;
        for (name, day) in &self.request.names {
            match self.account(gallery, &frame, name, day.unwrap_or(frame.on)) {
                Ok((account, sketch, told)) => {
                    accounts.push(account);
                    sketches.push(sketch);
                    worst = worst.max(told);
                }
                Err(error) => worst = worst.max(self.tell(&error)),
            }
        }
        let comparison = Comparison { frame, sketches };
        let language = self.context.language;
        let mut page = Page::default();
        if accounts.len() < *SIDE_BY_SIDE.start() {
            // One alone is still a row of the portfolio.
            if !accounts.is_empty() {
                self.show(gallery, &comparison, None)?;
            }
            return Ok(worst);
        }
        let beside = Beside::put(accounts, &comparison.frame);
        render::comparison::beside(&mut page, &comparison, &beside, language);
        let parts = Parts {
            beside: Some(&beside),
            ..Parts::default()
        };
        self.deliver(&comparison, &page, &parts)?;
        Ok(worst)
    }

    fn account(
        &self,
        gallery: &mut Gallery<'_>,
        frame: &Frame<'_>,
        name: &str,
        on: Date,
    ) -> anyhow::Result<(Account, Sketch, Exit)> {
        let client = find::client(self.context, self.store, name, Lookup::Beginning)?;
        let portrait = gallery.load(self.context, self.store, &client)?;
        let (account, sketch) = gallery.with_profile(&portrait, on, |profile| {
            let language = self.context.tag();
            (
                Account::tell(profile, client.id(), frame, &language),
                Sketch::draw(profile, client.id(), frame),
            )
        });
        Ok((account, sketch, portrait.worst))
    }

    /// Writes what was made in the form that was asked for.
    fn deliver(
        &self,
        comparison: &Comparison<'_>,
        page: &Page,
        parts: &Parts<'_>,
    ) -> anyhow::Result<()> {
        let language = self.context.language;
        match self.request.format {
            Format::Table | Format::Html => {
                self.context.result(&page.at_terminal(self.context.look()))
            }
            Format::Markdown => {
                let title = words::portfolio();
                let note = words::for_the_professional();
                let note = note.in_language(language);
                let text = page.as_markdown(title.in_language(language), note);
                self.context.document(&text)
            }
            Format::Csv => {
                let rows = json::comparison_rows(comparison, &self.request.columns, language);
                self.context.document(&render::csv::rows(rows))
            }
            Format::Json => {
                let shape = json::comparison(comparison, parts, language);
                self.context.json(&shape)
            }
        }
    }
}
