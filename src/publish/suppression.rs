//! What must not be published, whatever the documents say: a list that outlives rebuilds.
//!
//! ```text
//! # one IRI, or path below the base, a line; what stands behind # is a comment
//! id/x-jane-doe          # asked to be taken out, 2026-11-02
//! doc/leaked-memo
//! rec/night-buses/0a1b2c3d
//! ```

use crate::iri::Base;
use std::collections::BTreeSet;

/// The IRIs, or paths below the base, that must not be published, and names of people that must not be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppression {
    iris: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Suppression {
    /// Reads a list.
    ///
    /// # Errors
    /// A line is neither an IRI nor a path: its number, and what it says.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut list = Self::default();
        for (at, line) in text.lines().enumerate() {
            // A fragment belongs to its IRI; a comment begins with a # behind a blank.
            let line = line.split(" #").next().unwrap_or_default();
            let entry = line.split('\t').next().unwrap_or_default().trim().trim_matches(['<', '>']);
            if entry.is_empty() || entry.starts_with('#') {
                continue;
            }
            if entry.contains(char::is_whitespace) || !entry.contains('/') {
                return Err((at + 1, entry.to_owned()));
            }
            list.iris.insert(entry.trim_start_matches('/').to_owned());
        }
        Ok(list)
    }

    /// The list with names that corrections keep out of the graph: they stand in the words of its texts still.
    #[must_use]
    pub fn with_names<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.names.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// The names that must not be shown, whatever bears them.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.names.iter().cloned()
    }

    /// The list with its paths as IRIs below a base.
    pub(super) fn below(&self, base: &Base) -> Self {
        let whole = |entry: &String| match entry.contains("://") {
            true => entry.clone(),
            false => format!("{}{entry}", base.as_str()),
        };
        Self { iris: self.iris.iter().map(whole).collect(), names: self.names.clone() }
    }

    /// Whether an IRI stands in the list.
    pub(super) fn holds(&self, iri: &str) -> bool {
        self.iris.contains(iri)
    }

    /// Whether an IRI stands in the list, or what it is a part of does: a fragment, a document's text, its statements.
    pub(super) fn covers(&self, iri: &str, base: &Base) -> bool {
        if self.iris.is_empty() {
            return false;
        }
        let whole = iri.split('#').next().unwrap_or(iri);
        let whole = whole.strip_suffix("/text").unwrap_or(whole);
        let document = base.path(whole).and_then(|path| {
            let inside = path.strip_prefix("rec/").or_else(|| path.strip_prefix("graph/doc/"))?;
            Some(format!("{}doc/{}", base.as_str(), inside.split('/').next().unwrap_or_default()))
        });
        self.holds(iri) || self.holds(whole) || document.is_some_and(|document| self.holds(&document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_covers_what_belongs_to_its_entries() {
        let list =
            Suppression::parse("# people\nid/x-jane-doe # 2026\n\n/doc/memo\n<https://a.example/doc/b>\n").unwrap();
        let base = Base::parse("https://a.example/").unwrap();
        let list = list.below(&base);
        for (iri, covered) in [
            ("https://a.example/id/x-jane-doe", true),
            ("https://a.example/id/x-jane-doe-2", false),
            ("https://a.example/doc/memo/text#char=1,2", true),
            ("https://a.example/doc/memo#title=sidecar", true),
            ("https://a.example/rec/memo/0a1b2c3d#addressee=oslo", true),
            ("https://a.example/graph/doc/memo", true),
            ("https://a.example/doc/b", true),
            ("https://a.example/doc/memory", false),
        ] {
            assert_eq!(list.covers(iri, &base), covered, "{iri}");
        }
        assert_eq!(Suppression::parse("id/a\nJane Doe\n"), Err((2, "Jane Doe".to_owned())));
    }
}
