//! Values of answers and traits as JSON: ids, numbers, ISO dates, hours as in files.

use jiff::civil::Date;
use serde_json::{Map, Number, Value as Json};

use crate::profile::{RowCell, TraitValue};
use crate::value::Value;

/// Gives the value of an answer, as an answers file has it.
pub(super) fn answer(value: &Value) -> Json {
    match value {
        Value::Choice(id) => Json::from(id.as_str()),
        Value::Choices(ids) => ids.iter().map(|id| Json::from(id.as_str())).collect(),
        Value::YesNo(value) => Json::from(*value),
        Value::Text(words) => Json::from(words.as_str()),
        Value::Number(value) => number(*value),
        Value::Date(day) => date(*day),
        Value::Hours(hours) => Json::from(hours.to_string()),
    }
}

/// Gives the value of a trait.
pub(super) fn of_trait(value: &TraitValue) -> Json {
    match value {
        TraitValue::Level(id) => Json::from(id.as_str()),
        TraitValue::Items(ids) => ids.iter().map(|id| Json::from(id.as_str())).collect(),
        TraitValue::Text(text) => Json::from(text.joined.as_str()),
        TraitValue::Number(value) => number(*value),
        TraitValue::Date(day) => date(*day),
        TraitValue::Hours(hours) => Json::from(hours.to_string()),
        TraitValue::Rows(rows) => rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter();
                let cells: Map<String, Json> = cells
                    .map(|(column, cell)| (column.to_string(), of_cell(cell)))
                    .collect();
                Json::Object(cells)
            })
            .collect(),
    }
}

fn of_cell(cell: &RowCell) -> Json {
    answer(&cell.value)
}

pub(super) fn date(day: Date) -> Json {
    Json::from(day.to_string())
}

/// Gives a whole number without decimals.
pub(super) fn number(value: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        return Json::from(value as i64);
    }
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}
