//! What a page says of itself: Highwire and Dublin Core tags, JSON-LD, Open Graph, the canonical link, the title.

use super::furniture::Page;
use crate::diagnostic::Diagnostic;
use crate::document::composed::{fold, is_nobody};
use crate::document::front_matter::{Field, give};
use crate::document::{Given, GivenSource, GivenValue};
use serde_json::Value;
use std::path::Path;

/// For each field the names of tags that give it, the best first; `ld:` names stand in JSON-LD.
const NAMES: [(Field, &[&str]); 6] = [
    (
        Field::Title,
        &["citation_title", "dcterms.title", "dc.title", "ld:headline", "og:title", "ld:name", "twitter:title"],
    ),
    (
        Field::Publisher,
        &[
            "citation_publisher",
            "dcterms.publisher",
            "dc.publisher",
            "ld:publisher",
            "og:site_name",
            "citation_technical_report_institution",
            "application-name",
        ],
    ),
    (Field::Author, &["citation_author", "dcterms.creator", "dc.creator", "ld:author", "article:author", "author"]),
    (
        Field::Issued,
        &[
            "citation_publication_date",
            "citation_date",
            "dcterms.issued",
            "dc.date.issued",
            "article:published_time",
            "ld:datepublished",
            "datepublished",
            "dcterms.date",
            "dc.date",
            "citation_online_date",
            "pubdate",
            "publish-date",
            "date",
            "time",
        ],
    ),
    (Field::Url, &["canonical", "og:url", "ld:url"]),
    (Field::Licence, &["license", "dcterms.license", "ld:license"]),
];

/// What the page gives, as a sidecar would.
pub(super) fn given(page: &Page<'_>, file: &Path, diagnostics: &mut Vec<Diagnostic>) -> Given {
    let mut tags = Tags::default();
    tags.collect(page);
    let mut given = Given::default();
    for (field, names) in NAMES {
        let mut found = names.iter().flat_map(|name| tags.0.iter().filter(move |(tag, _)| tag == name));
        let several = field == Field::Author;
        let mut first = None;
        for (tag, value) in found.by_ref() {
            // Several authors stand under one name; what another name says is the same again, or worse.
            if first.is_some_and(|first| first != tag || !several) {
                break;
            }
            let value = GivenValue { value: value.clone(), source: GivenSource::Embedded, span: None };
            match give(&mut given, field, value, file, "") {
                Ok(()) => first = Some(tag),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    given.url.retain(|url| url.value.starts_with("https://") || url.value.starts_with("http://"));
    given.author.retain(|author| !author.value.contains("://") && !is_nobody(&author.value));
    if given.title.is_empty()
        && let Some(value) = title(page, &given)
    {
        given.title.push(GivenValue { value, source: GivenSource::Embedded, span: None });
    }
    given
}

/// Names in small letters and what stands under them, in the order of the page.
#[derive(Default)]
struct Tags(Vec<(String, String)>);

impl Tags {
    fn add(&mut self, name: &str, value: &str) {
        let value = fold(value);
        if !value.is_empty() && value.len() < 1000 {
            self.0.push((name.trim().to_ascii_lowercase(), value));
        }
    }

    fn collect(&mut self, page: &Page<'_>) {
        let tree = page.tree;
        let text = |node: usize| tree.below(node).filter_map(|at| tree.text(at)).collect::<String>();
        let mut time = None;
        for node in tree.below(0) {
            let attribute = |name| tree.attribute(node, name);
            match tree.name(node) {
                "meta" => {
                    let names = [attribute("property"), attribute("name"), attribute("itemprop")];
                    if let (Some(name), Some(value)) = (names.into_iter().flatten().next(), attribute("content")) {
                        self.add(name, value);
                    }
                }
                "link" => {
                    if let (Some(relations), Some(address)) = (attribute("rel"), attribute("href")) {
                        relations.split_whitespace().for_each(|relation| self.add(relation, address));
                    }
                }
                "a" if attribute("rel") == Some("license") => {
                    self.add("license", attribute("href").unwrap_or_default())
                }
                "script"
                    if attribute("type")
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    if let Ok(data) = serde_json::from_str::<Value>(&text(node)) {
                        self.linked_data(&data);
                    }
                }
                "time" => {
                    let published = attribute("itemprop") == Some("datePublished")
                        || attribute("pubdate").is_some()
                        || attribute("class").is_some_and(|class| {
                            class.split_whitespace().any(|name| matches!(name, "published" | "entry-date"))
                        });
                    let value = attribute("datetime").unwrap_or_default();
                    if published && attribute("class").is_none_or(|class| !class.contains("updated")) {
                        self.add("datepublished", value);
                    }
                    // The first time of the main part, where nothing else tells.
                    let inside = std::iter::successors(Some(node), |at| tree.parent(*at)).any(|at| at == page.main);
                    if inside && time.is_none() && value.len() >= 10 {
                        time = Some(value.to_owned());
                    }
                }
                _ => {}
            }
        }
        if let Some(time) = time {
            self.add("time", &time);
        }
    }

    /// Takes what JSON-LD says of the page's work: an article, report, page.
    fn linked_data(&mut self, data: &Value) {
        let nodes = nodes(data);
        let kind = |node: &Value, fits: fn(&str) -> bool| match node.get("@type") {
            Some(Value::String(kind)) => fits(kind),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(fits),
            _ => false,
        };
        let is_work = |kind: &str| {
            kind.ends_with("Article")
                || kind.ends_with("Posting")
                || matches!(kind, "Report" | "Legislation" | "PressRelease" | "Statement" | "CreativeWork")
        };
        let work = nodes.iter().find(|node| kind(node, is_work));
        let Some(work) = work.or_else(|| nodes.iter().find(|node| kind(node, |kind| kind.ends_with("WebPage")))) else {
            return;
        };
        let by_id = |node: &Value| {
            let id = node.get("@id")?.as_str()?;
            nodes
                .iter()
                .find(|other| other.get("@id").and_then(Value::as_str) == Some(id) && other.get("name").is_some())
                .copied()
        };
        let names = |value: &Value| -> Vec<String> {
            let each = match value {
                Value::Array(values) => values.iter().collect(),
                value => vec![value],
            };
            each.into_iter()
                .filter_map(|value| match value {
                    Value::String(name) => Some(name.clone()),
                    value => value.get("name").or_else(|| by_id(value)?.get("name"))?.as_str().map(str::to_owned),
                })
                .collect()
        };
        for (key, tag) in [
            ("headline", "ld:headline"),
            ("name", "ld:name"),
            ("datePublished", "ld:datepublished"),
            ("author", "ld:author"),
            ("publisher", "ld:publisher"),
            ("url", "ld:url"),
            ("license", "ld:license"),
        ] {
            for name in work.get(key).map(names).unwrap_or_default() {
                self.add(tag, &entities(&name));
            }
        }
    }
}

/// The nodes of JSON-LD data, those of a `@graph` too.
fn nodes(data: &Value) -> Vec<&Value> {
    match data {
        Value::Array(values) => values.iter().flat_map(nodes).collect(),
        Value::Object(fields) => match fields.get("@graph") {
            Some(Value::Array(values)) => values.iter().collect(),
            _ => vec![data],
        },
        _ => Vec::new(),
    }
}

/// Data in a script holds no entities, and yet some systems write the commonest.
fn entities(text: &str) -> String {
    let text = text.replace("&#8217;", "’").replace("&#039;", "'").replace("&quot;", "\"");
    text.replace("&#8211;", "–").replace("&nbsp;", " ").replace("&amp;", "&")
}

/// The main heading, or the page's title without the name of the site behind it.
fn title(page: &Page<'_>, given: &Given) -> Option<String> {
    let tree = page.tree;
    let text = |node: usize| fold(&tree.below(node).filter_map(|at| tree.text(at)).collect::<String>());
    let whole = tree.below(0).find(|node| tree.name(*node) == "title").map(text).filter(|title| !title.is_empty());
    let heads: Vec<usize> = page.below(page.main).filter(|node| tree.name(*node) == "h1").collect();
    if let ([head], Some(whole)) = (&heads[..], &whole) {
        let head = text(*head);
        if !head.is_empty() && whole.contains(&head) {
            return Some(head);
        }
    }
    let whole = whole?;
    let parts =
        |sign: &str| whole.rsplit_once(sign).map(|(title, site)| (title.trim().to_owned(), site.trim().to_owned()));
    let cut = [" | ", " – ", " — ", " - ", " :: ", " » "].iter().find_map(|sign| parts(sign));
    match cut {
        Some((title, site))
            if given.publisher.iter().any(|publisher| publisher.value == site) || title.len() > site.len() =>
        {
            Some(title)
        }
        _ => Some(whole),
    }
}
