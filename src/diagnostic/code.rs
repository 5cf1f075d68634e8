//! The codes of all findings: each has its page in docs/diagnostics.md and its fixture in tests/bad.

/// Declares the codes as constants and the list of all of them.
macro_rules! codes {
    ($( $(#[$meta:meta])* $name:ident = $code:literal, )*) => {
        $( $(#[$meta])* pub const $name: &str = $code; )*

        /// Every code.
        pub const ALL: &[&str] = &[$($code),*];
    };
}

codes! {
    // syntax
    /// The file is not TOML.
    SYNTAX = "syntax",
    /// The file uses what only TOML 1.1 allows.
    TOML_1_1 = "toml-1-1",
    /// The same key twice.
    DUPLICATE_KEY = "duplicate-key",
    /// The file is larger than any kit file may be.
    TOO_LARGE = "too-large",
    // shape
    /// A key nobody reads.
    UNKNOWN_KEY = "unknown-key",
    /// A key that must be there is not.
    MISSING_KEY = "missing-key",
    /// A value of the wrong TOML type.
    WRONG_TYPE = "wrong-type",
    /// A value of the right type that is not one of those allowed.
    WRONG_VALUE = "wrong-value",
    /// A key that this kind of question does not have.
    KEY_FOR_OTHER_KIND = "key-for-other-kind",
    /// The file is written for a newer ascolto.
    NEWER_FORMAT = "newer-format",
    /// A list or table that must not be empty is.
    EMPTY_LIST = "empty-list",
    /// A lower bound above the upper one.
    REVERSED_BOUNDS = "reversed-bounds",
    /// A list of options with fewer than two.
    TOO_FEW_OPTIONS = "too-few-options",
    /// Bands that do not rise, or whose last one is closed.
    UNORDERED_BANDS = "unordered-bands",
    /// A condition nested too deep.
    TOO_DEEP = "too-deep",
    /// More questions than a script may have.
    TOO_MANY_QUESTIONS = "too-many-questions",
    /// A pattern that is no regular expression.
    BAD_PATTERN = "bad-pattern",
    // names
    /// An id with signs an id cannot have.
    BAD_NAME = "bad-name",
    /// An id that means something else.
    RESERVED_NAME = "reserved-name",
    /// The same id twice.
    DUPLICATE_NAME = "duplicate-name",
    /// Two ids that differ only in capitals or in `-` and `_`.
    CLASHING_NAME = "clashing-name",
    /// A name that means nothing here.
    UNKNOWN_NAME = "unknown-name",
    /// A question that is only asked later.
    LATER_REFERENCE = "later-reference",
    /// A name that only the profile definition knows, in a script.
    PROFILE_ONLY = "profile-only",
    /// `use` of a question that is not there or uses another itself.
    BAD_USE = "bad-use",
    /// An id that is neither an option, level nor item.
    UNKNOWN_OPTION = "unknown-option",
    /// The same question id with another meaning in another script.
    DIFFERENT_QUESTION = "different-question",
    /// The file's name and its id differ.
    FILE_NAME = "file-name",
    // types
    /// A test that does not suit what it tests.
    TEST_KIND = "test-kind",
    /// A test nobody knows.
    UNKNOWN_TEST = "unknown-test",
    /// A value of another kind than the field or question.
    VALUE_KIND = "value-kind",
    /// A question that feeds or shows a trait of another kind.
    FEEDS_KIND = "feeds-kind",
    /// An observation of a trait that cannot be observed.
    OBSERVED_KIND = "observed-kind",
    /// A trait both fed and computed.
    FED_AND_COMPUTED = "fed-and-computed",
    /// A trait that nothing feeds.
    NEVER_FED = "never-fed",
    /// Things that depend on each other.
    CYCLE = "cycle",
    /// What can never be asked or never fire.
    UNREACHABLE = "unreachable",
    // wording
    /// A text without one of the file's languages.
    MISSING_TRANSLATION = "missing-translation",
    /// A language the file does not list.
    UNKNOWN_LANGUAGE = "unknown-language",
    /// The same words for all languages.
    PLAIN_TEXT = "plain-text",
    /// A text without words.
    EMPTY_TEXT = "empty-text",
    /// A placeholder that cannot be read.
    BAD_PLACEHOLDER = "bad-placeholder",
    /// Languages of one text with different placeholders.
    DIFFERENT_PLACEHOLDERS = "different-placeholders",
    /// A placeholder that can be empty without a fallback.
    UNGUARDED_PLACEHOLDER = "unguarded-placeholder",
    /// A part that this kind of field does not have.
    PLACEHOLDER_PART = "placeholder-part",
    /// A list of texts of which none may hold.
    OPEN_ENDED_SAY = "open-ended-say",
    /// A template that cannot be read.
    TEMPLATE_SYNTAX = "template-syntax",
    /// A template naming something that is not there.
    TEMPLATE_UNKNOWN_NAME = "template-unknown-name",
    /// A client's document naming what the client must not see.
    PRIVATE_IN_CLIENT_DOCUMENT = "private-in-client-document",
    // found while a document is filled
    /// A filter or function that does not exist.
    TEMPLATE_UNKNOWN_FILTER = "template-unknown-filter",
    /// A template that fails while it is filled.
    TEMPLATE_ERROR = "template-error",
    /// A document that grows too long.
    TEMPLATE_TOO_LONG = "template-too-long",
    /// A template that never comes to an end.
    TEMPLATE_TOO_MUCH_WORK = "template-too-much-work",
    /// A value cut apart by a filter.
    TEMPLATE_CUT_VALUE = "template-cut-value",
}

/// The codes only filling a document can find, not reading or checking it.
pub const OF_FILLING: [&str; 5] = [
    TEMPLATE_UNKNOWN_FILTER,
    TEMPLATE_ERROR,
    TEMPLATE_TOO_LONG,
    TEMPLATE_TOO_MUCH_WORK,
    TEMPLATE_CUT_VALUE,
];
