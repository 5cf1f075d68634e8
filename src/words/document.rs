//! Words about documents: what is wrong with their keys and templates.

messages! {
    text_twice(name: &str) { it: "il testo `{name}` c'è già", en: "the text `{name}` is already there" }
}
