//! What stands at each path of the site.

mod alike;
mod compare;
mod completion;
mod document;
mod home;
mod lanes;
mod lists;
mod network;
mod network_data;
mod ontology;
pub(super) mod picture;
pub(super) mod query;
mod structured;
mod thing;
mod workbench;

use super::facts::Link;
use super::path::{self, DATA};
use super::search::Hit;
use super::{Page, PublishError, Site, SitePath, assets, data, files};
use crate::query::{Answer, SavedQuery};
use crate::vocab::{dem, owl};
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::model::{GraphNameRef, Triple};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
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
    /// schema.org in JSON-LD, safe to stand in a script element.
    structured: Option<String>,
    /// Where the search page stands.
    search: String,
    about: String,
    vocabulary: String,
    data_page: String,
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
const MENU: &[(&str, &str)] = &[
    ("Home", ""),
    ("Documents", "documents"),
    ("Actors", "actors"),
    ("Topics", "topics"),
    ("Network", "network"),
    ("Compare", "compare"),
    ("Questions", "query"),
];
/// The pages that are no things, by their folder.
const PLACES: &[&str] = &["documents", "actors", "topics", "compare", "network", "query", "search", "about", "ns"];

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
        structured: None,
        search: site.facts.place("search"),
        about: site.facts.place("about"),
        vocabulary: site.facts.place("ns"),
        data_page: format!("{}#data", site.facts.place("about")),
    }
}

/// Text for the query part of an address.
fn percent(text: &str) -> String {
    const SET: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, SET).to_string()
}

fn html(site: &Site, template: &str, frame: Frame<'_>, page: impl Serialize) -> Result<Page, PublishError> {
    let body = site.templates.render(template, &Context { frame, page })?;
    Ok(Page { media_type: HTML, body })
}

/// Every file of a static export, sorted.
pub(super) fn paths(site: &Site) -> Vec<SitePath> {
    let top = ["index.html", "404.html", "void.ttl", "sitemap.xml", "robots.txt", ".htaccess", "nginx.conf"];
    let mut paths: Vec<SitePath> = top.into_iter().map(SitePath::ours).collect();
    paths.extend(PLACES.iter().map(|place| path::page_of(place)));
    paths.extend(assets::paths());
    paths.extend(MADE.iter().map(|name| SitePath::ours(format!("assets/{name}"))));
    paths.extend(files::DUMPS.iter().map(|(name, _)| SitePath::ours(format!("data/{name}"))));
    if site.picture.is_some() {
        paths.push(SitePath::ours("network/explore/index.html"));
        paths.extend(picture::FILES.iter().map(|(name, _)| SitePath::ours(format!("data/{name}"))));
    }
    paths.extend(DATA.iter().map(|ending| path::data_of("ns", ending)));
    paths.extend(compare::folders(site).map(|folder| path::page_of(&folder)));
    for query in site.book.queries() {
        let files = query::files(&query.name).into_iter();
        paths.extend(files.map(|file| SitePath::ours(format!("query/{}/{file}", query.name))));
    }
    for thing in site.facts.used() {
        paths.push(path::page_of(thing));
        paths.extend(DATA.iter().map(|ending| path::data_of(thing, ending)));
        if site.catalogue.by_iri.contains_key(site.base.node(thing).as_str()) {
            paths.push(path::data_of(thing, NANOPUBLICATION));
        }
    }
    paths.sort();
    paths
}

/// Assets that are made of the graph: the search index, what the network page filters, how pictures of networks look.
const MADE: [&str; 3] = ["search-index.js", "network-data.js", "network.css"];
/// The ending of a recommendation's nanopublication.
const NANOPUBLICATION: &str = "trig";

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Option<Page>, PublishError> {
    let (folder, file) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    let collection = folder.split('/').next().unwrap_or_default();
    match (folder, file) {
        ("", "index.html") => home::page(site, path).map(Some),
        ("", "404.html") => message(site, 404, "There is no such page", "").map(Some),
        ("", "void.ttl") => files::description(site).map(Some),
        ("", "sitemap.xml" | "robots.txt") => for_servers(site, file).map(Some),
        ("", ".htaccess" | "nginx.conf") if !site.options.live => for_servers(site, file).map(Some),
        ("data", name) if picture::FILES.iter().any(|(file, _)| *file == name) => {
            Ok(site.picture.as_ref().and_then(|picture| picture.file(name)))
        }
        ("data", name) => files::dump(site, name),
        ("documents", "index.html") => lists::documents(site, path).map(Some),
        ("actors", "index.html") => lists::actors(site, path).map(Some),
        ("topics", "index.html") => lists::topics(site, path).map(Some),
        ("about", "index.html") => lists::about(site, path).map(Some),
        ("network/explore", "index.html") => Ok(site.picture.as_ref().map(|picture| picture.explorer())),
        ("network", "index.html") => network::page(site, path).map(Some),
        ("compare", "index.html") => compare::page(site, path).map(Some),
        ("query", "index.html") => query::list(site, path).map(Some),
        ("workbench", "index.html") if site.options.live => workbench::page(site, path).map(Some),
        ("search", "index.html") => search(site, "").map(Some),
        ("ns", "index.html") => ontology::page(site, path).map(Some),
        ("ns", file) => vocabulary(site, file),
        ("assets", "search-index.js") => Ok(Some(site.index.script())),
        ("assets", "network-data.js") => Ok(Some(network_data::script(site))),
        ("assets", "network.css") => Ok(Some(picture::stylesheet())),
        ("assets", name) => assets::page(name, site.options.templates.as_deref()),
        _ => match (collection, folder.split_once('/')) {
            ("query", Some((_, name))) => query::page(site, path, name, file),
            ("compare", Some((_, topic))) if file == "index.html" => compare::side(site, path, topic),
            _ if path::THINGS.contains(&collection) => thing_page(site, path, folder, file),
            _ => Ok(None),
        },
    }
}

/// The vocabulary as data.
fn vocabulary(site: &Site, file: &str) -> Result<Option<Page>, PublishError> {
    let Some((format, media_type)) = file.strip_prefix("ns.").and_then(format) else { return Ok(None) };
    let is_ours = |iri: &str| iri.starts_with(dem::NAMESPACE) || iri == dem::NAMESPACE.trim_end_matches('#');
    let default = Some(GraphNameRef::DefaultGraph);
    let mut triples: Vec<Triple> = [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY, owl::ANNOTATION_PROPERTY]
        .into_iter()
        .chain([owl::ONTOLOGY, dem::class::POLARITY, dem::class::STRENGTH, dem::class::RELATION, dem::class::HOW])
        .flat_map(|class| site.facts.of_class(class))
        .filter(|node| is_ours(node.as_str()))
        .flat_map(|node| {
            let found = site.facts.loaded().quads_for_pattern(Some(node.as_ref().into()), None, None, default);
            found.filter_map(Result::ok).map(Triple::from).collect::<Vec<_>>()
        })
        .collect();
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    let body = data::written(&site.facts, &triples, format)?;
    Ok(Some(Page { media_type, body }))
}

/// What search engines and web servers read.
fn for_servers(site: &Site, file: &str) -> Result<Page, PublishError> {
    #[derive(Serialize)]
    struct Servers<'a> {
        base: &'a str,
        host: &'a str,
        /// The path of the base, `/city` or nothing.
        prefix: &'a str,
        pages: Vec<String>,
        collections: &'static str,
    }
    let base = site.base.as_str();
    let after = base.split_once("://").map_or(base, |(_, rest)| rest);
    let (host, prefix) = after.split_at(after.find('/').unwrap_or(after.len()));
    let (host, prefix) = (host.split(':').next().unwrap_or(host), prefix.trim_end_matches('/'));
    let pages = match file {
        "sitemap.xml" => {
            let pages = paths(site).into_iter().filter(|path| path.as_str().ends_with("index.html"));
            pages.map(|path| format!("{base}{}", path.as_str().trim_end_matches("index.html"))).collect()
        }
        _ => Vec::new(),
    };
    let servers = Servers { base, host, prefix, pages, collections: "id|topic|action|rec|ask|cue|rule" };
    let (template, media_type) = match file {
        "sitemap.xml" => ("sitemap.xml", "application/xml"),
        ".htaccess" => ("htaccess.txt", "text/plain; charset=utf-8"),
        "nginx.conf" => ("nginx.txt", "text/plain; charset=utf-8"),
        _ => ("robots.txt", "text/plain; charset=utf-8"),
    };
    Ok(Page { media_type, body: site.templates.render(template, &servers)? })
}

/// The search page, with what was found where a server was asked.
pub(super) fn search(site: &Site, question: &str) -> Result<Page, PublishError> {
    const HITS: usize = 50;
    #[derive(Serialize)]
    struct Found<'a> {
        question: &'a str,
        hits: Vec<Hit>,
    }
    let path = path::page_of("search");
    let hits = if question.trim().is_empty() { Vec::new() } else { site.index.search(question, HITS) };
    html(site, "search.html", frame(site, &path, "Search", None), Found { question, hits })
}

/// A saved query's page with an answer that a server got, or with what went wrong.
pub(super) fn answered(
    site: &Site,
    query: &SavedQuery,
    given: &[(String, String)],
    answer: Option<&Answer>,
    trouble: Option<String>,
) -> Result<Page, PublishError> {
    let path = path::page_of(&format!("query/{}", query.name));
    query::answered(site, frame(site, &path, &query.summary, None), query, given, answer, trouble)
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
    if ending == NANOPUBLICATION {
        let body = files::nanopublication(site, &node)?;
        return Ok(body.map(|body| Page { media_type: "application/trig", body }));
    }
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
