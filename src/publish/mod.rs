//! The site: everything that is published of a graph, page by page, the same on disk and over HTTP.
//!
//! A [`Site`] is made of a graph folder once. First `rights` decides what may be published at all; pages, data, dumps and
//! index are made of what is left and of nothing else. Then each page is a function of its path.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use demarche::{publish::{Site, SiteOptions}, store::Store};
//! let site = Site::of(&Store::open("graph")?, &SiteOptions::default())?;
//! for path in site.paths() {
//!     if let Some(page) = site.page(&path)? {
//!         println!("{path}: {}, {} bytes", page.media_type, page.body.len());
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod assets;
mod catalogue;
mod data;
mod error;
mod facts;
mod files;
mod names;
mod pages;
mod path;
mod reader;
mod rights;
mod search;
mod suppression;
mod templates;

pub use error::PublishError;
pub use facts::Link;
pub use pages::picture::Picture;
pub use path::{Page, SitePath};
pub use search::{Hit, Part};
pub use suppression::Suppression;

use crate::diagnostic::Diagnostic;
use crate::iri::Base;
use crate::query::{Answer, QueryBook, SavedQuery};
use crate::store::{Loaded, Store};
use catalogue::Catalogue;
use facts::Facts;
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;
use pages::query::Sampled;
use rights::Publishable;
use search::Index;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use templates::Templates;

/// How a site is made.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// The address under which the site will stand; every IRI of the graph is moved below it. None leaves them as they are.
    pub base: Option<Base>,
    /// The site's name.
    pub title: String,
    /// Where readers ask for a correction: `mailto:…` or an address of a form.
    pub corrections: Option<String>,
    /// How long a quote of a text without a free licence may be, in code points.
    pub quote: usize,
    /// What must not be published.
    pub suppressed: Suppression,
    /// A folder with templates and assets that take the place of the shipped ones of the same name.
    pub templates: Option<PathBuf>,
    /// Folders with saved queries and rules of the user's own.
    pub queries: Vec<PathBuf>,
    /// Whether a server answers: links then lead to IRIs and not to files, and forms to the server.
    pub live: bool,
}

impl Default for SiteOptions {
    fn default() -> Self {
        Self {
            base: None,
            title: "Who asks whom to do what".to_owned(),
            corrections: None,
            quote: 300,
            suppressed: Suppression::default(),
            templates: None,
            queries: Vec::new(),
            live: false,
        }
    }
}

/// Everything that is published of a graph.
#[derive(Debug)]
pub struct Site {
    options: SiteOptions,
    base: Base,
    book: QueryBook,
    refused: Vec<Diagnostic>,
    facts: Facts,
    catalogue: Catalogue,
    templates: Templates,
    gone: Suppression,
    index: Index,
    picture: Option<Picture>,
    /// The saved query that was asked last.
    last: Mutex<Option<Arc<Sampled>>>,
    dumps: files::Dumps,
}

impl Site {
    /// Reads a graph and holds what its pages need.
    ///
    /// # Errors
    /// The graph cannot be read, a rule cannot be evaluated, or a template is broken.
    pub fn of(store: &Store, options: &SiteOptions) -> Result<Self, PublishError> {
        let from = Base::parse(&store.manifest().settings.base).unwrap_or_default();
        let base = options.base.clone().unwrap_or_else(|| from.clone());
        let (mut book, mut refused) = QueryBook::shipped(&base);
        for folder in &options.queries {
            refused.extend(book.add_folder(folder));
        }
        let Publishable { loaded, withheld } = rights::publishable(store, options, &from, &base, &book)?;
        let facts = Facts::new(loaded, base.clone(), options.live);
        let catalogue = Catalogue::of(&facts, store, &withheld)?;
        let templates = Templates::new(options.templates.as_deref())?;
        let gone = options.suppressed.below(&base);
        let index = Index::of(&facts, &catalogue, &book);
        let picture = Picture::of(&book, facts.loaded())?;
        let dumps = files::Dumps::default();
        let options = options.clone();
        Ok(Self {
            options,
            base,
            book,
            refused,
            facts,
            catalogue,
            templates,
            gone,
            index,
            picture,
            last: Mutex::default(),
            dumps,
        })
    }

    /// Every file of a static export, sorted.
    pub fn paths(&self) -> impl Iterator<Item = SitePath> + '_ {
        pages::paths(self).into_iter()
    }

    /// The page at a path; none where there is none. There are more of them than [`Site::paths`] names: a server answers
    /// also for what the documents do not speak of.
    ///
    /// # Errors
    /// A template fails.
    pub fn page(&self, path: &SitePath) -> Result<Option<Page>, PublishError> {
        pages::page(self, path)
    }

    /// The path of the page or file that a URL path means: `/id/qatar.html`, `/id/qatar.ttl`, `/network`, `/`. Whether it
    /// is there tells [`Site::page`].
    pub fn find(&self, url: &str) -> Option<SitePath> {
        path::find(url)
    }

    /// The description of one resource: its own statements, and those of its parts. None where nothing is known of it.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn data(&self, iri: &NamedNode, format: RdfFormat) -> Result<Option<Vec<u8>>, PublishError> {
        data::describe(&self.facts, iri, format)
    }

    /// Whether something is known of an IRI.
    pub fn knows(&self, iri: &NamedNode) -> bool {
        self.facts.is_subject(iri)
    }

    /// Whether an IRI was taken out by the suppression list: a server answers 410.
    pub fn is_gone(&self, iri: &NamedNode) -> bool {
        self.gone.holds(iri.as_str())
    }

    /// What the search finds, the best first. Typos in names are forgiven.
    pub fn search(&self, question: &str, limit: usize) -> Vec<Hit> {
        self.index.search(question, limit)
    }

    /// The search page with what it finds; without a question the empty form.
    ///
    /// # Errors
    /// A template fails.
    pub fn search_page(&self, question: &str) -> Result<Page, PublishError> {
        pages::search(self, question)
    }

    /// A saved query's page with the answer that a server got for the values given, or with what went wrong.
    ///
    /// # Errors
    /// A template fails.
    pub fn question(
        &self,
        query: &SavedQuery,
        given: &[(String, String)],
        answer: Option<&Answer>,
        trouble: Option<String>,
    ) -> Result<Page, PublishError> {
        pages::answered(self, query, given, answer, trouble)
    }

    /// A recommendation as a nanopublication in TriG; none where the IRI is no recommendation.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn nanopublication(&self, iri: &NamedNode) -> Result<Option<Vec<u8>>, PublishError> {
        files::nanopublication(self, iri)
    }

    /// The page that tells a reader that something is not there or went wrong. `status` is an HTTP status, `text` a sentence.
    ///
    /// # Errors
    /// A template fails.
    pub fn message(&self, status: u16, title: &str, text: &str) -> Result<Page, PublishError> {
        pages::message(self, status, title, text)
    }

    /// What may be published, in memory: quotes are bounded, private persons and what is suppressed are out. The default
    /// graph is the union of the named ones.
    pub fn loaded(&self) -> &Loaded {
        self.facts.loaded()
    }

    /// The base of the site's IRIs.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The site's name.
    pub fn title(&self) -> &str {
        &self.options.title
    }

    /// The saved queries.
    pub fn book(&self) -> &QueryBook {
        &self.book
    }

    /// What of the user's saved queries was refused.
    pub fn refused(&self) -> &[Diagnostic] {
        &self.refused
    }
}
