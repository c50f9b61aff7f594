//! The template engine with the shipped templates, and a user's own in their place.

use super::PublishError;
use crate::text;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, UndefinedBehavior};
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The templates in the binary.
        const SHIPPED: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../templates/", $name)))),*];
    };
}

shipped![
    "about.html",
    "actors.html",
    "base.html",
    "compare-topic.html",
    "compare.html",
    "document.html",
    "documents.html",
    "home.html",
    "htaccess.txt",
    "message.html",
    "network.html",
    "nginx.txt",
    "ontology.html",
    "parts.html",
    "queries.html",
    "query.html",
    "robots.txt",
    "search.html",
    "sitemap.xml",
    "thing.html",
    "topics.html",
    "workbench.html",
];

#[derive(Debug)]
pub(super) struct Templates(Environment<'static>);

impl Templates {
    /// The shipped templates; a file of the folder takes the place of the one with its name.
    ///
    /// # Errors
    /// A file cannot be read, or is no template: the message has its line.
    pub fn new(folder: Option<&Path>) -> Result<Self, PublishError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        // Everything is escaped but what is no markup.
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("html" | "xml" | "svg") => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe() => escape(out, text),
            _ => minijinja::escape_formatter(out, state, value),
        });
        for (name, text) in SHIPPED {
            let own = folder.map(|folder| folder.join(name)).filter(|path| path.is_file());
            let text = match &own {
                Some(path) => std::fs::read_to_string(path)
                    .map_err(PublishError::io(format!("cannot read {}", path.display())))?,
                None => (*text).to_owned(),
            };
            environment.add_template_owned((*name).to_owned(), text)?;
        }
        environment.add_filter("thousands", thousands);
        environment.add_filter("plural", plural);
        Ok(Self(environment))
    }

    /// Fills a template.
    pub fn render(&self, template: &str, context: &impl Serialize) -> Result<Vec<u8>, PublishError> {
        let text = self.0.get_template(template)?.render(Value::from(Serde(context)))?;
        Ok(text.into_bytes())
    }
}

/// Text as it may stand in elements and in quoted attributes. The engine's own way writes every slash of every address as
/// `&#x2f;` too.
fn escape(out: &mut Output<'_>, text: &str) -> Result<(), Error> {
    for part in text.split_inclusive(['&', '<', '>', '"', '\'']) {
        let (plain, sign) = match part.char_indices().next_back() {
            Some((at, sign)) => (&part[..at], sign),
            None => continue,
        };
        out.write_str(plain)?;
        match sign {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            other => out.write_char(other)?,
        }
    }
    Ok(())
}

/// `1234567` as `1 234 567`, with narrow blanks.
fn thousands(number: usize) -> String {
    text::grouped(number, '\u{202f}')
}

/// `3 | plural("document")` is "3 documents", `1 | plural("body", "bodies")` is "1 body".
fn plural(number: usize, one: String, many: Option<String>) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{} {}", thousands(number), many.unwrap_or_else(|| format!("{one}s"))),
    }
}
