//! Every identifier of demarche, each a type of its own, and the [`Base`] that makes IRIs of them.

use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The path of the collection below the base.
            pub const PATH: &'static str = $path;

            /// An id from its slug, which must be fit for an IRI (see [`slug`]).
            pub fn new(slug: impl Into<String>) -> Self {
                Self(slug.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn iri(&self, base: &Base) -> NamedNode {
                base.node(&format!("{}{}", Self::PATH, self.0))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A document: the sidecar's or front matter's id, else the slug of its path inside the collection.
    DocumentId = "doc/";
    /// An actor, place or instrument: the slug of its lexicon entry, or `x-` and the slug of a name that no lexicon has.
    ActorId = "id/";
    /// A topic of the SKOS scheme.
    TopicId = "topic/";
    /// A kind of action of the SKOS scheme.
    ActionId = "action/";
    /// A recommendation: `{document}/{h8}`.
    RecommendationId = "rec/";
    /// A cue of the lexicon.
    CueId = "cue/";
    /// A rule of the extractor.
    RuleId = "rule/";
    /// A person's correction.
    CorrectionId = "correction/";
    /// A reason for doubt of the SKOS scheme.
    DoubtId = "doubt/";
}

impl ActorId {
    /// The id of somebody whom the lexicon does not have: `x-` and the slug of the name.
    pub fn unknown(name: &str) -> Self {
        Self::new(format!("x-{}", slug(name)))
    }
}

/// The address under which every IRI of a collection stands. It ends in a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// The base until something is published: these IRIs answer from the first `serve`.
    pub const LOCAL: &'static str = "http://localhost:7878/";

    /// A base from an absolute http(s) IRI; a missing slash at its end is added.
    pub fn parse(iri: &str) -> Result<Self, String> {
        let slash = if iri.ends_with('/') { "" } else { "/" };
        let whole = format!("{iri}{slash}");
        match NamedNode::new(&whole) {
            Ok(_) if whole.starts_with("http://") || whole.starts_with("https://") => Ok(Self(whole)),
            Ok(_) => Err(format!("the base {iri:?} must begin with http:// or https://")),
            Err(error) => Err(format!("the base {iri:?} is no IRI: {error}")),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The node at a path below the base, whose characters must be fit for an IRI.
    pub fn node(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.0))
    }

    /// The path of an IRI below this base, where it stands there.
    pub fn path<'a>(&self, iri: &'a str) -> Option<&'a str> {
        iri.strip_prefix(&self.0)
    }
}

impl Default for Base {
    fn default() -> Self {
        Self(Self::LOCAL.to_owned())
    }
}

/// A name as it stands in an IRI: transliterated to ASCII, lower case, words joined by `-`.
///
/// ```
/// assert_eq!(demarche::iri::slug("Médecins Sans Frontières (MSF)"), "medecins-sans-frontieres-msf");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in deunicode::deunicode(name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}
