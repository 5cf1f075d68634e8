//! Words about documents: templates and what they may name.

messages! {
    bad_template(error: &str) { it: "il modello non si può leggere: {error}", en: "the template cannot be read: {error}" }
}
