//! The names of bases, kinds, states and card fields.

use crate::card::{CardField, ClientKind};
use crate::condition::Basis;
use crate::value::State;
use crate::words::Sentence;
use crate::words::profile as words;

/// Names a basis.
pub(super) fn basis(basis: Basis) -> Sentence {
    match basis {
        Basis::Confirmed => words::confirmed(),
        Basis::Stated => words::stated(),
        Basis::Observed => words::observed(),
        Basis::Mixed => words::mixed(),
        Basis::Temporary => words::temporary(),
        Basis::Computed => words::computed(),
        Basis::Unknown => words::unknown(),
    }
}

/// Names the kind of a client.
pub(super) fn client_kind(kind: ClientKind) -> Sentence {
    match kind {
        ClientKind::External => words::external(),
        ClientKind::Internal => words::internal(),
    }
}

/// Names the state of an answer.
pub(super) fn state(state: State) -> Sentence {
    match state {
        State::DontKnow => words::dont_know(),
        State::Declined => words::declined(),
        State::Later => words::later(),
    }
}

/// Names a field of the card.
pub(super) fn card_field(field: CardField) -> Sentence {
    match field {
        CardField::Name => words::card_name(),
        CardField::Language => words::card_language(),
        CardField::Kind => words::card_kind(),
        CardField::Greeting => words::card_greeting(),
        CardField::Organisation => words::card_organisation(),
        CardField::HoursPerMonth => words::card_hours(),
        CardField::Start => words::card_start(),
        CardField::TimeZone => words::card_time_zone(),
    }
}
