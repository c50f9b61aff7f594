//! What stands at each path of the site.

mod document;
mod home;
mod thing;

use super::facts::Link;
use super::path::{self, DATA};
use super::{Page, PublishError, Site, SitePath, assets};
use crate::vocab::dem;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use serde::Serialize;

const HTML: &str = "text/html; charset=utf-8";

/// What every page is told.
#[derive(Serialize)]
struct Frame<'a> {
    /// What leads to the site's folder from this page.
    root: String,
    site: &'a str,
    version: &'static str,
    /// Where corrections go; a `mailto:` gets the page's address as its subject.
    corrections: Option<String>,
    /// The page's IRI, where it has one.
    iri: Option<String>,
    /// What the page is called.
    title: String,
    /// Formats of the same content: path below the root, media type, name.
    alternates: Vec<(String, &'static str, &'static str)>,
    /// The places of the menu, by name.
    menu: Vec<Item>,
    live: bool,
    base: &'a str,
}

#[derive(Serialize)]
struct Item {
    name: &'static str,
    href: String,
    here: bool,
}

/// A page's frame and what is its own.
#[derive(Serialize)]
struct Context<'a, T: Serialize> {
    #[serde(flatten)]
    frame: Frame<'a>,
    #[serde(flatten)]
    page: T,
}

/// The menu: name and folder.
const MENU: &[(&str, &str)] = &[("Home", "")];

fn frame<'a>(site: &'a Site, path: &SitePath, title: &str, iri: Option<&str>) -> Frame<'a> {
    let root = if site.options.live { "/".to_owned() } else { path.root() };
    let folder = path.as_str().trim_end_matches("index.html").trim_end_matches('/');
    let menu = MENU.iter().map(|(name, place)| Item { name, href: site.facts.place(place), here: *place == folder });
    let corrections = site.options.corrections.as_ref().map(|address| match address.strip_prefix("mailto:") {
        Some(mailbox) if !mailbox.contains('?') => {
            let about = iri.map_or_else(|| format!("{}{}", site.base.as_str(), path), str::to_owned);
            format!("mailto:{mailbox}?subject={}", percent(&format!("Correction: {about}")))
        }
        _ => address.clone(),
    });
    Frame {
        root,
        site: &site.options.title,
        version: env!("CARGO_PKG_VERSION"),
        corrections,
        iri: iri.map(str::to_owned),
        title: title.to_owned(),
        alternates: Vec::new(),
        menu: menu.collect(),
        live: site.options.live,
        base: site.base.as_str(),
    }
}

/// Text for the query part of an address.
fn percent(text: &str) -> String {
    let mut whole = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    whole
}

fn html(site: &Site, template: &str, frame: Frame<'_>, page: impl Serialize) -> Result<Page, PublishError> {
    let body = site.templates.render(template, &Context { frame, page })?;
    Ok(Page { media_type: HTML, body })
}

/// Every file of a static export, sorted.
pub(super) fn paths(site: &Site) -> Vec<SitePath> {
    let mut paths = vec![SitePath::ours("index.html"), SitePath::ours("404.html")];
    paths.extend(assets::paths());
    for thing in site.facts.used() {
        paths.push(path::page_of(thing));
        paths.extend(DATA.iter().map(|ending| path::data_of(thing, ending)));
    }
    paths.sort();
    paths
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Option<Page>, PublishError> {
    let (folder, file) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    let collection = folder.split('/').next().unwrap_or_default();
    match (folder, file) {
        ("", "index.html") => home::page(site, path).map(Some),
        ("", "404.html") => message(site, 404, "There is no such page", "").map(Some),
        ("assets", name) => assets::page(name, site.options.templates.as_deref()),
        _ if path::THINGS.contains(&collection) => thing_page(site, path, folder, file),
        _ => Ok(None),
    }
}

fn thing_page(site: &Site, path: &SitePath, folder: &str, file: &str) -> Result<Option<Page>, PublishError> {
    let node = site.base.node(folder);
    if !site.facts.is_subject(&node) {
        return Ok(None);
    }
    if file == "index.html" {
        return match site.catalogue.document(node.as_str()) {
            Some(document) => document::page(site, path, document).map(Some),
            None => thing::page(site, path, &node, folder).map(Some),
        };
    }
    let Some((name, ending)) = file.rsplit_once('.') else { return Ok(None) };
    let Some((format, media_type)) = format(ending).filter(|_| folder.ends_with(name)) else { return Ok(None) };
    Ok(site.data(&node, format)?.map(|body| Page { media_type, body }))
}

/// The RDF format of a file's ending, and its media type.
fn format(ending: &str) -> Option<(RdfFormat, &'static str)> {
    Some(match ending {
        "ttl" => (RdfFormat::Turtle, "text/turtle; charset=utf-8"),
        "nt" => (RdfFormat::NTriples, "application/n-triples; charset=utf-8"),
        "rdf" => (RdfFormat::RdfXml, "application/rdf+xml; charset=utf-8"),
        "jsonld" => (RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }, "application/ld+json"),
        _ => return None,
    })
}

/// The formats beside a thing's page.
fn alternates(thing: &str, live: bool) -> Vec<(String, &'static str, &'static str)> {
    let names = [
        ("ttl", "text/turtle", "Turtle"),
        ("jsonld", "application/ld+json", "JSON-LD"),
        ("nt", "application/n-triples", "N-Triples"),
        ("rdf", "application/rdf+xml", "RDF/XML"),
    ];
    let place = |ending: &str| match live {
        true => format!("{thing}.{ending}"),
        false => path::data_of(thing, ending).as_str().to_owned(),
    };
    names.iter().map(|(ending, media_type, name)| (place(ending), *media_type, *name)).collect()
}

/// The page that tells what is not there or went wrong.
pub(super) fn message(site: &Site, status: u16, title: &str, text: &str) -> Result<Page, PublishError> {
    #[derive(Serialize)]
    struct Message<'a> {
        status: u16,
        text: &'a str,
    }
    let path = SitePath::ours("404.html");
    html(site, "message.html", frame(site, &path, title, None), Message { status, text })
}

/// The classes of a thing that a reader should see: the names of demarche's own.
fn kinds(site: &Site, node: &oxigraph::model::NamedNode) -> Vec<Link> {
    let classes = site.facts.nodes(node, oxigraph::model::vocab::rdf::TYPE);
    classes
        .iter()
        .filter(|class| class.as_str().starts_with(dem::NAMESPACE))
        .map(|class| site.facts.link(class))
        .collect()
}
