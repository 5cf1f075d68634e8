//! Reading the profile definition.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    Advice, AdviceOrder, Chart, ChartGroup, ChartKind, ComparisonColumn, ComparisonLayout, Core,
    Counted, Definition, Fact, Group, Grouping, Level, Merge, OrderStep, ProfileScope, RowSource,
    Rule, RuleValue, Say, Show, Trait, TraitKind, read_say,
};
use crate::condition::{self, Basis, Condition};
use crate::definition::SortKey;
use crate::diagnostic::{Diagnostic, Placed, SourceFile, Span, code, has_errors};
use crate::script::{nameable_id, option_id};
use crate::source::{
    self, Node, PlacedSlot, Shape, TableReader, TextReader, did_you_mean, read_languages,
};
use crate::text::{Id, Phrase, Text};
use crate::words::definition as words;
use crate::words::script as script_words;

const KEYS: [&str; 10] = [
    "format",
    "languages",
    "trait",
    "fact",
    "group",
    "advice_order",
    "advice",
    "summary",
    "comparison",
    "chart",
];

const TRAIT_KEYS: [&str; 17] = [
    "id",
    "kind",
    "label",
    "until_known",
    "private",
    "levels",
    "core",
    "own",
    "days",
    "merge",
    "when",
    "clarify",
    "rows",
    "sort",
    "over_time",
    "rules",
    "show",
];

/// Reads a profile definition with everything that is wrong with it; `None` when any of that is
/// an error.
pub fn read(file: Arc<SourceFile>) -> (Option<Definition>, Vec<Diagnostic>) {
    let (definition, _, problems) = read_placed(&file);
    (definition, problems)
}

/// As [`read`], with the placeholders of all texts: whether their names exist only the scripts of
/// the kit can tell.
pub fn read_placed(
    file: &Arc<SourceFile>,
) -> (Option<Definition>, Vec<PlacedSlot>, Vec<Diagnostic>) {
    let (tree, mut problems) = source::read(file);
    if has_errors(&problems) {
        return (None, Vec::new(), problems);
    }
    let Some(table) = tree.root().table(&KEYS, &mut problems) else {
        return (None, Vec::new(), problems);
    };
    crate::script::read_format(&table, &mut problems);
    let languages = read_languages(&table, &mut problems);
    let nodes = tables(&table, "trait", &mut problems);
    let mut texts = TextReader::new(file, &languages);
    let mut read: Vec<(Trait, TableReader<'_>)> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Some(table) = node.table(&TRAIT_KEYS, &mut problems)
            && let Some(one) = read_trait(&table, &mut texts, &mut problems)
        {
            refuse_twin(&one.id, one.span.clone(), &read, &mut problems);
            read.push((one, table));
        }
    }
    let (mut traits, tables): (Vec<Trait>, Vec<TableReader<'_>>) = read.into_iter().unzip();
    let known = traits.clone();
    let mut reader = Reader {
        scope: ProfileScope::of(&known),
        texts,
        problems,
        slots: Vec::new(),
        facts: ids(&table, "fact"),
        advice: ids(&table, "advice"),
    };
    for (one, table) in traits.iter_mut().zip(&tables) {
        reader.conditions_of(one, table);
    }
    let mut definition = reader.rest(&table);
    definition.languages = languages.clone();
    definition.traits = traits;
    let (slots, problems) = (reader.slots, reader.problems);
    let definition = (!has_errors(&problems)).then_some(definition);
    (definition, slots, problems)
}

fn tables<'a>(table: &TableReader<'a>, key: &str, problems: &mut Vec<Diagnostic>) -> Vec<Node<'a>> {
    table
        .get(key)
        .map_or_else(Vec::new, |node| node.list(problems))
}

/// Gives the ids of tables, silently.
fn ids<'a>(table: &TableReader<'a>, key: &str) -> HashSet<&'a str> {
    table
        .get(key)
        .and_then(|node| node.as_list())
        .into_iter()
        .flatten()
        .filter_map(|node| node.open_table(&mut Vec::new())?.get("id")?.as_str())
        .collect()
}

fn refuse_twin(
    id: &Id,
    span: Span,
    before: &[(Trait, TableReader<'_>)],
    problems: &mut Vec<Diagnostic>,
) {
    if let Some((first, _)) = before.iter().find(|(one, _)| one.id == *id) {
        problems.push(
            Diagnostic::error(code::DUPLICATE_NAME, span, words::twice(id.as_str()))
                .with_related(first.span.clone(), script_words::first_here()),
        );
    }
}

/// Reads what a trait has besides its conditions and the texts that depend on them.
fn read_trait(
    table: &TableReader<'_>,
    texts: &mut TextReader<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Trait> {
    let id = nameable_id(table, problems);
    let kinds = TraitKind::ALL.map(|(kind, name)| (name, kind));
    let kind = table.required("kind", problems);
    let kind = kind.and_then(|node| node.one_of(&kinds, problems));
    let label = table.required("label", problems);
    let label = texts.optional(label, problems);
    let levels = read_levels(table, kind, texts, problems);
    let merges = [("latest", Merge::Latest), ("union", Merge::Union)];
    let shows = [
        ("everywhere", Show::Everywhere),
        ("comparison", Show::Comparison),
    ];
    let merge = table
        .get("merge")
        .and_then(|node| node.one_of(&merges, problems));
    let show = table
        .get("show")
        .and_then(|node| node.one_of(&shows, problems));
    let rows = read_rows(table, kind, problems);
    let over_time = texts.optional(table.get("over_time"), problems);
    if let Some(kind) = kind.filter(|kind| !matches!(kind, TraitKind::Ordered | TraitKind::List))
        && over_time.is_some()
    {
        refuse_key(table, "over_time", kind, problems);
    }
    Some(Trait {
        private: table.switch("private", false, problems),
        own: table.switch("own", false, problems),
        days: table.get("days").and_then(|node| node.count(problems)),
        sort: read_sort(table, &rows, problems),
        id: id?,
        kind: kind?,
        label: label.unwrap_or_else(|| Text::same(Phrase::plain(""))),
        until_known: None,
        levels,
        core: Core::No,
        merge: merge.unwrap_or(Merge::Latest),
        when: None,
        clarify: None,
        rows,
        over_time,
        rules: Vec::new(),
        show: show.unwrap_or(Show::Everywhere),
        span: table.span(),
    })
}

fn read_levels(
    table: &TableReader<'_>,
    kind: Option<TraitKind>,
    texts: &mut TextReader<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Level> {
    use TraitKind::{Category, List, Ordered, Ranking, Set};
    let has_levels = matches!(kind, Some(Ordered | Category | Set | Ranking));
    let node = match table.get("levels") {
        Some(node) => node,
        None if has_levels => {
            table.required("levels", problems);
            return Vec::new();
        }
        None => return Vec::new(),
    };
    if let (false, Some(kind)) = (has_levels || kind == Some(List), kind) {
        refuse_key(table, "levels", kind, problems);
    }
    let nodes = node.list(problems);
    if node.shape() == Shape::Array && nodes.len() < 2 {
        problems.push(node.error(code::TOO_FEW_OPTIONS, words::too_few_levels()));
    }
    let mut levels: Vec<Level> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(table) = node.table(&["id", "label", "say"], problems) else {
            continue;
        };
        let id = option_id(&table, problems);
        let label = table.required("label", problems);
        let label = texts.optional(label, problems);
        let say = texts.optional(table.get("say"), problems);
        let (Some(id), Some(label)) = (id, label) else {
            continue;
        };
        if levels.iter().any(|level| level.id == id) {
            problems.push(node.error(code::DUPLICATE_NAME, words::twice(id.as_str())));
        }
        levels.push(Level {
            id,
            label,
            say,
            span: node.span(),
        });
    }
    levels
}

fn refuse_key(table: &TableReader<'_>, key: &str, kind: TraitKind, problems: &mut Vec<Diagnostic>) {
    let name = TraitKind::ALL[kind as usize].1;
    let span = table.key_span(key).unwrap_or_else(|| table.span());
    let message = words::key_for_other_kind(key, name);
    problems.push(Diagnostic::error(code::KEY_FOR_OTHER_KIND, span, message));
}

fn read_rows(
    table: &TableReader<'_>,
    kind: Option<TraitKind>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<RowSource> {
    let Some(node) = table.get("rows") else {
        if kind == Some(TraitKind::List) {
            table.required("rows", problems);
        }
        return Vec::new();
    };
    if let Some(kind) = kind.filter(|kind| *kind != TraitKind::List) {
        refuse_key(table, "rows", kind, problems);
    }
    let mut rows = Vec::new();
    for node in node.list(problems) {
        let Some(table) = node.open_table(problems) else {
            continue;
        };
        let columns = table
            .entries()
            .into_iter()
            .filter_map(|(column, span, value)| {
                let column = Placed {
                    value: Id::new(column),
                    span,
                };
                Some((column, value.name(problems)?))
            })
            .collect();
        rows.push(RowSource { columns });
    }
    rows
}

fn read_sort(
    table: &TableReader<'_>,
    rows: &[RowSource],
    problems: &mut Vec<Diagnostic>,
) -> Option<Placed<Id>> {
    let node = table.get("sort")?;
    let sort = node.name(problems)?;
    let columns: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.columns.iter().map(|(column, _)| column.value.as_str()))
        .collect();
    if !columns.contains(&sort.value.as_str()) {
        let mut problem = node.error(
            code::UNKNOWN_NAME,
            words::no_such_column(sort.value.as_str()),
        );
        problem.help = did_you_mean(sort.value.as_str(), columns);
        problems.push(problem);
    }
    Some(sort)
}

struct Reader<'r, 'a> {
    scope: ProfileScope<'r>,
    texts: TextReader<'r>,
    problems: Vec<Diagnostic>,
    slots: Vec<PlacedSlot>,
    facts: HashSet<&'a str>,
    advice: HashSet<&'a str>,
}

impl Reader<'_, '_> {
    fn condition(&mut self, node: Option<Node<'_>>) -> Option<Condition> {
        let condition = condition::read(node?, &self.scope, &mut self.problems)?;
        condition::judge(&condition, &self.scope, &mut self.problems);
        let (facts, advice, problems) = (&self.facts, &self.advice, &mut self.problems);
        condition.visit(&mut |part| match part {
            Condition::Fact(ids) => judge_names(ids, facts, words::no_such_fact, problems),
            Condition::Fires(ids) => judge_names(ids, advice, words::no_such_advice, problems),
            _ => {}
        });
        Some(condition)
    }

    fn text(&mut self, table: &TableReader<'_>, key: &str) -> Option<Text> {
        let text = self.texts.optional(table.get(key), &mut self.problems);
        self.slots.append(&mut self.texts.take_slots());
        text
    }

    fn say(&mut self, node: Option<Node<'_>>, given: Option<&Condition>) -> Option<Say> {
        let node = node?;
        let (say, mut slots) = read_say(
            node,
            given,
            &self.scope,
            &mut self.texts,
            &mut self.problems,
        );
        self.slots.append(&mut slots);
        for when in say.iter().flat_map(|say| &say.entries) {
            if let Some(when) = &when.when {
                self.judge_rules(when);
            }
        }
        say
    }

    fn judge_rules(&mut self, condition: &Condition) {
        let (facts, advice, problems) = (&self.facts, &self.advice, &mut self.problems);
        condition.visit(&mut |part| match part {
            Condition::Fact(ids) => judge_names(ids, facts, words::no_such_fact, problems),
            Condition::Fires(ids) => judge_names(ids, advice, words::no_such_advice, problems),
            _ => {}
        });
    }

    /// Reads what of a trait may name other traits.
    fn conditions_of(&mut self, one: &mut Trait, table: &TableReader<'_>) {
        one.until_known = self.text(table, "until_known");
        one.when = self.condition(table.get("when"));
        one.core = match table.get("core") {
            None => Core::No,
            Some(node) if node.shape() == Shape::Table => {
                self.condition(Some(node)).map_or(Core::No, Core::When)
            }
            Some(node) => match node.boolean(&mut self.problems) {
                Some(true) => Core::Always,
                _ => Core::No,
            },
        };
        one.clarify = self.say(table.get("clarify"), None);
        let nodes = tables(table, "rules", &mut self.problems);
        if let Some(node) = table.get("rules")
            && nodes.is_empty()
            && node.shape() == Shape::Array
        {
            self.problems
                .push(node.error(code::EMPTY_LIST, words::no_rules()));
        }
        for node in nodes {
            let rule = self.rule(node, one);
            one.rules.extend(rule);
        }
    }

    fn rule(&mut self, node: Node<'_>, one: &Trait) -> Option<Rule> {
        let table = node.table(&["is", "basis", "when"], &mut self.problems)?;
        let is = table.required("is", &mut self.problems);
        let is = is.and_then(|node| self.rule_value(node, one));
        let bases = Basis::ALL.map(|(basis, name)| (name, basis));
        let basis = table
            .get("basis")
            .and_then(|node| node.one_of(&bases, &mut self.problems));
        let when = self.condition(table.get("when"));
        Some(Rule {
            is: is?,
            basis,
            when,
            span: node.span(),
        })
    }

    fn rule_value(&mut self, node: Node<'_>, one: &Trait) -> Option<RuleValue> {
        use TraitKind::{Category, Date, Number, Ordered};
        match (one.kind, node.shape()) {
            (Ordered | Category, Shape::String) => {
                let level = node.name(&mut self.problems)?;
                if one.level(level.value.as_str()).is_none() {
                    let message = words::no_such_level(level.value.as_str(), one.id.as_str());
                    let mut problem = node.error(code::UNKNOWN_OPTION, message);
                    problem.help = did_you_mean(
                        level.value.as_str(),
                        one.levels.iter().map(|level| level.id.as_str()),
                    );
                    self.problems.push(problem);
                }
                Some(RuleValue::Level(level))
            }
            (Number, Shape::Integer | Shape::Float) => {
                node.number(&mut self.problems).map(RuleValue::Number)
            }
            (Date, Shape::Table) => {
                condition::read_date_expression(node, &self.scope, &mut self.problems)
                    .map(RuleValue::Day)
            }
            (kind, _) => {
                let name = TraitKind::ALL[kind as usize].1;
                self.problems
                    .push(node.error(code::VALUE_KIND, words::rule_kind(name)));
                None
            }
        }
    }

    /// Reads everything but the traits.
    fn rest(&mut self, table: &TableReader<'_>) -> Definition {
        let facts = self.facts(table);
        let groups = self.groups(table);
        let advice_order = self.advice_order(table, &groups);
        let advice = self.advice(table, &groups);
        let mut summary = Vec::new();
        for node in tables(table, "summary", &mut self.problems) {
            let Some(table) = node.table(&["say"], &mut self.problems) else {
                continue;
            };
            let say = table.required("say", &mut self.problems);
            summary.extend(self.say(say, None));
        }
        let comparison = self.comparison(table);
        let charts = self.charts(table);
        Definition {
            languages: Vec::new(),
            traits: Vec::new(),
            facts,
            groups,
            advice_order,
            advice,
            summary,
            comparison,
            charts,
        }
    }

    fn facts(&mut self, table: &TableReader<'_>) -> Vec<Fact> {
        let mut facts: Vec<Fact> = Vec::new();
        for node in tables(table, "fact", &mut self.problems) {
            let Some(table) = node.table(&["id", "when"], &mut self.problems) else {
                continue;
            };
            let id = nameable_id(&table, &mut self.problems);
            let when = table.required("when", &mut self.problems);
            let when = self.condition(when);
            let (Some(id), Some(when)) = (id, when) else {
                continue;
            };
            let first = facts.iter().find(|fact| fact.id == id);
            self.refuse_second(&id, first.map(|fact| &fact.span), &table);
            facts.push(Fact {
                id,
                when,
                span: table.span(),
            });
        }
        facts
    }

    fn refuse_second(&mut self, id: &Id, first: Option<&Span>, table: &TableReader<'_>) {
        if let Some(first) = first {
            let message = words::twice(id.as_str());
            self.problems.push(
                Diagnostic::error(code::DUPLICATE_NAME, table.span(), message)
                    .with_related(first.clone(), script_words::first_here()),
            );
        }
    }

    fn groups(&mut self, table: &TableReader<'_>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let keys = ["id", "title", "apart", "reads_mixed"];
        for node in tables(table, "group", &mut self.problems) {
            let Some(table) = node.table(&keys, &mut self.problems) else {
                continue;
            };
            let id = table.required("id", &mut self.problems);
            let id = id.and_then(|node| node.name(&mut self.problems));
            let title = table.required("title", &mut self.problems);
            let title = self.texts.optional(title, &mut self.problems);
            let apart = table.switch("apart", false, &mut self.problems);
            let reads_mixed = table.switch("reads_mixed", false, &mut self.problems);
            let (Some(id), Some(title)) = (id, title) else {
                continue;
            };
            let first = groups.iter().find(|group| group.id == id.value);
            self.refuse_second(&id.value, first.map(|group| &group.span), &table);
            groups.push(Group {
                id: id.value,
                title,
                apart,
                reads_mixed,
                span: table.span(),
            });
        }
        groups
    }

    fn group_name(&mut self, node: Node<'_>, groups: &[Group]) -> Option<Placed<Id>> {
        let name = node.name(&mut self.problems)?;
        if !groups.iter().any(|group| group.id == name.value) {
            let message = words::no_such_group(name.value.as_str());
            let mut problem = node.error(code::UNKNOWN_NAME, message);
            problem.help = did_you_mean(
                name.value.as_str(),
                groups.iter().map(|group| group.id.as_str()),
            );
            self.problems.push(problem);
        }
        Some(name)
    }

    fn advice_order(&mut self, table: &TableReader<'_>, groups: &[Group]) -> AdviceOrder {
        let Some(node) = table.get("advice_order") else {
            return AdviceOrder::default();
        };
        let Some(table) = node.table(&["show", "first"], &mut self.problems) else {
            return AdviceOrder::default();
        };
        let show = table
            .get("show")
            .and_then(|node| node.count(&mut self.problems));
        let mut first = Vec::new();
        for node in tables(&table, "first", &mut self.problems) {
            let keys = ["group", "priority", "when"];
            let Some(table) = node.table(&keys, &mut self.problems) else {
                continue;
            };
            first.push(OrderStep {
                group: table
                    .get("group")
                    .and_then(|node| self.group_name(node, groups)),
                priority: table
                    .get("priority")
                    .and_then(|node| node.count(&mut self.problems)),
                when: self.condition(table.get("when")),
            });
        }
        AdviceOrder { show, first }
    }

    fn advice(&mut self, table: &TableReader<'_>, groups: &[Group]) -> Vec<Advice> {
        let keys = ["id", "group", "priority", "when", "say", "why", "ask"];
        let mut advice: Vec<Advice> = Vec::new();
        for node in tables(table, "advice", &mut self.problems) {
            let Some(table) = node.table(&keys, &mut self.problems) else {
                continue;
            };
            let id = nameable_id(&table, &mut self.problems);
            let group = table.required("group", &mut self.problems);
            let group = group.and_then(|node| self.group_name(node, groups));
            let priority = table.required("priority", &mut self.problems);
            let priority = priority.and_then(|node| node.count(&mut self.problems));
            let when = table.required("when", &mut self.problems);
            let when = self.condition(when);
            let say = table.required("say", &mut self.problems);
            let say = self.say(say, when.as_ref());
            let why = self.say(table.get("why"), when.as_ref());
            let ask = self.say(table.get("ask"), when.as_ref());
            let (Some(id), Some(group), Some(priority), Some(when), Some(say)) =
                (id, group, priority, when, say)
            else {
                continue;
            };
            let first = advice.iter().find(|rule| rule.id == id);
            self.refuse_second(&id, first.map(|rule| &rule.span), &table);
            advice.push(Advice {
                id,
                group,
                priority,
                when,
                say,
                why,
                ask,
                span: table.span(),
            });
        }
        advice
    }

    fn comparison(&mut self, table: &TableReader<'_>) -> ComparisonLayout {
        let keys = [
            "columns",
            "wide",
            "keep",
            "sort",
            "groupings",
            "load",
            "hours",
            "gather",
        ];
        let Some(table) = table
            .get("comparison")
            .and_then(|node| node.table(&keys, &mut self.problems))
        else {
            return ComparisonLayout::default();
        };
        let sort = tables(&table, "sort", &mut self.problems)
            .into_iter()
            .filter_map(|node| {
                let (field, table) = self.column_field(node, &["field", "descending"])?;
                let descending = table
                    .is_some_and(|table| table.switch("descending", false, &mut self.problems));
                Some(SortKey { field, descending })
            })
            .collect();
        let gather = tables(&table, "gather", &mut self.problems)
            .into_iter()
            .filter_map(|node| node.name(&mut self.problems))
            .collect();
        let keep = tables(&table, "keep", &mut self.problems)
            .into_iter()
            .filter_map(|node| self.column_field(node, &["field"]))
            .map(|(field, _)| field)
            .collect();
        ComparisonLayout {
            columns: self.columns(&table, "columns"),
            wide: self.columns(&table, "wide"),
            sort,
            load: self.trait_of_kind(&table, "load", TraitKind::Number),
            hours: self.trait_of_kind(&table, "hours", TraitKind::Hours),
            gather,
            keep,
            groupings: self.groupings(&table),
        }
    }

    fn groupings(&mut self, table: &TableReader<'_>) -> Vec<Grouping> {
        let mut groupings: Vec<(Grouping, Span)> = Vec::new();
        for node in tables(table, "groupings", &mut self.problems) {
            let Some(table) = node.table(&["id", "trait", "label"], &mut self.problems) else {
                continue;
            };
            let id = nameable_id(&table, &mut self.problems);
            table.required("trait", &mut self.problems);
            let trait_id = self.trait_name(&table, "trait");
            let label = self.text(&table, "label");
            let (Some(id), Some(trait_id)) = (id, trait_id) else {
                continue;
            };
            let name = trait_id.value.as_str();
            let has_levels = |kind| {
                use TraitKind::{Category, Ordered, Ranking, Set};
                matches!(kind, Ordered | Category | Set | Ranking)
            };
            if !self.scope.kind(name).is_some_and(has_levels) {
                let message = words::no_levels_to_group(name);
                let span = trait_id.span.clone();
                self.problems
                    .push(Diagnostic::error(code::VALUE_KIND, span, message));
            }
            let first = groupings.iter().find(|(grouping, _)| grouping.id == id);
            self.refuse_second(&id, first.map(|(_, span)| span), &table);
            let grouping = Grouping {
                id,
                trait_id,
                label,
            };
            groupings.push((grouping, table.span()));
        }
        groupings
            .into_iter()
            .map(|(grouping, _)| grouping)
            .collect()
    }

    fn columns(&mut self, table: &TableReader<'_>, key: &str) -> Vec<ComparisonColumn> {
        tables(table, key, &mut self.problems)
            .into_iter()
            .filter_map(|node| {
                let (field, table) = self.column_field(node, &["field", "label", "since"])?;
                let label = table.and_then(|table| self.text(&table, "label"));
                let since =
                    table.is_some_and(|table| table.switch("since", false, &mut self.problems));
                Some(ComparisonColumn {
                    field,
                    label,
                    since,
                })
            })
            .collect()
    }

    /// Reads the field of a column: a bare name, or the `field` of a table.
    fn column_field<'n>(
        &mut self,
        node: Node<'n>,
        keys: &[&str],
    ) -> Option<(Placed<String>, Option<TableReader<'n>>)> {
        let (node, table) = match node.shape() {
            Shape::String => (node, None),
            _ => {
                let table = node.table(keys, &mut self.problems)?;
                (table.required("field", &mut self.problems)?, Some(table))
            }
        };
        let field = node.placed_string(&mut self.problems)?;
        let name = field.value.split('.').next().unwrap_or("");
        let is_known = matches!(name, "client" | "interviews")
            || ComparisonColumn::BUILT_IN.contains(&name)
            || self.scope.is_trait(name);
        if !is_known {
            self.unknown_trait(node, name);
        }
        Some((field, table))
    }

    fn unknown_trait(&mut self, node: Node<'_>, name: &str) {
        let mut problem = node.error(code::UNKNOWN_NAME, words::no_such_trait(name));
        problem.help = did_you_mean(name, condition::Scope::names(&self.scope));
        self.problems.push(problem);
    }

    fn trait_name(&mut self, table: &TableReader<'_>, key: &str) -> Option<Placed<Id>> {
        let node = table.get(key)?;
        let name = node.name(&mut self.problems)?;
        let is_known = self.scope.is_trait(name.value.as_str())
            || ComparisonColumn::BUILT_IN.contains(&name.value.as_str());
        if !is_known {
            self.unknown_trait(node, name.value.as_str());
        }
        Some(name)
    }

    fn trait_of_kind(
        &mut self,
        table: &TableReader<'_>,
        key: &str,
        kind: TraitKind,
    ) -> Option<Placed<Id>> {
        let name = self.trait_name(table, key)?;
        if self
            .scope
            .kind(name.value.as_str())
            .is_some_and(|found| found != kind)
        {
            let wanted = TraitKind::ALL[kind as usize].1;
            let message = words::wrong_trait_kind(name.value.as_str(), wanted);
            self.problems.push(Diagnostic::error(
                code::VALUE_KIND,
                name.span.clone(),
                message,
            ));
        }
        Some(name)
    }

    fn charts(&mut self, table: &TableReader<'_>) -> Vec<Chart> {
        let keys = [
            "id", "kind", "title", "x", "y", "trait", "groups", "counted", "days",
        ];
        let kinds = ChartKind::ALL.map(|(kind, name)| (name, kind));
        let mut charts = Vec::new();
        for node in tables(table, "chart", &mut self.problems) {
            let Some(table) = node.table(&keys, &mut self.problems) else {
                continue;
            };
            let kind = table.required("kind", &mut self.problems);
            let kind = kind.and_then(|node| node.one_of(&kinds, &mut self.problems));
            let id = table
                .get("id")
                .and_then(|node| node.name(&mut self.problems));
            let title = self.text(&table, "title");
            let x = self.trait_name(&table, "x");
            let y = self.trait_name(&table, "y");
            let trait_id = self.trait_name(&table, "trait");
            let groups = self.chart_groups(&table, trait_id.as_ref());
            let counted = self.counted(&table);
            let days = table
                .get("days")
                .and_then(|node| node.count(&mut self.problems));
            let Some(kind) = kind else { continue };
            charts.push(Chart {
                id: id.map(|id| id.value),
                kind,
                title,
                x,
                y,
                trait_id,
                groups,
                counted,
                days,
                span: table.span(),
            });
        }
        charts
    }

    fn counted(&mut self, table: &TableReader<'_>) -> Option<Counted> {
        let node = table.get("counted")?;
        let table = node.table(&["one", "many"], &mut self.problems)?;
        table.required("one", &mut self.problems);
        table.required("many", &mut self.problems);
        Some(Counted {
            one: self.text(&table, "one")?,
            many: self.text(&table, "many")?,
        })
    }

    fn chart_groups(
        &mut self,
        table: &TableReader<'_>,
        trait_id: Option<&Placed<Id>>,
    ) -> Vec<ChartGroup> {
        let mut groups = Vec::new();
        for node in tables(table, "groups", &mut self.problems) {
            let Some(table) = node.table(&["label", "one", "levels"], &mut self.problems) else {
                continue;
            };
            let label = table.required("label", &mut self.problems);
            let label = self.texts.optional(label, &mut self.problems);
            let one = self.text(&table, "one");
            let nodes = tables(&table, "levels", &mut self.problems);
            let mut levels = Vec::with_capacity(nodes.len());
            for node in nodes {
                let Some(level) = node.name(&mut self.problems) else {
                    continue;
                };
                let name = trait_id.map_or("", |id| id.value.as_str());
                let known = self.scope.level_ids(name);
                if !known.is_empty() && !known.contains(&level.value.as_str()) {
                    let message = words::no_such_level(level.value.as_str(), name);
                    let mut problem = node.error(code::UNKNOWN_OPTION, message);
                    problem.help = did_you_mean(level.value.as_str(), known);
                    self.problems.push(problem);
                }
                levels.push(level);
            }
            groups.extend(label.map(|label| ChartGroup { label, one, levels }));
        }
        groups
    }
}

fn judge_names(
    names: &[Placed<Id>],
    known: &HashSet<&str>,
    message: fn(&str) -> crate::words::Sentence,
    problems: &mut Vec<Diagnostic>,
) {
    for name in names {
        let id = name.value.as_str();
        if !known.contains(id) {
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, name.span.clone(), message(id));
            let mut sorted: Vec<&str> = known.iter().copied().collect();
            sorted.sort_unstable();
            problem.help = did_you_mean(id, sorted);
            problems.push(problem);
        }
    }
}
