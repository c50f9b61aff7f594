//! The network of who asks whom as a picture, as a page to explore, and as files for other tools.

use super::HTML;
use crate::network::{
    ActorIri, Layout, LayoutOptions, Narrowing, Network, Style, Theme, bipartite, caption, export, page, svg,
};
use crate::publish::assets::CSS;
use crate::publish::{Page, PublishError};
use crate::query::{Bindings, QueryBook, QueryError};
use crate::store::Loaded;

/// The saved query that makes it, and the one that tells what each actor is.
const QUERY: &str = "network-who-asks-whom";
const KINDS: &str = "actor-kinds";
/// How many actors a picture on a page has at most; of more, the heaviest relations are drawn.
const ACTORS: usize = 150;
/// The same for what stands around one actor.
const NEIGHBOURS: usize = 40;

/// The files below `data/`, with their names for people.
pub const FILES: [(&str, &str); 5] = [
    ("network.svg", "SVG"),
    ("network.graphml", "GraphML"),
    ("network.gexf", "GEXF"),
    ("network.cyjs", "Cytoscape"),
    ("network.json", "JSON"),
];

/// A picture with the sentence that tells what it rests on.
#[derive(Debug)]
pub struct Picture {
    /// All of it, and what of it can be drawn.
    whole: Network,
    network: Network,
    layout: Layout,
    title: String,
}

impl Picture {
    /// The picture of who asks whom in a store; none where nobody asks anybody.
    ///
    /// # Errors
    /// The saved queries were replaced by some that make no network.
    pub fn of(book: &QueryBook, store: &Loaded) -> Result<Option<Self>, PublishError> {
        let query = book.find(QUERY)?;
        let answer = query.ask(store, &Bindings::new())?;
        let network = Network::of(&answer).map_err(|error| PublishError::io(QUERY)(std::io::Error::other(error)))?;
        Ok(Self::of_network(network, book, store, query.title())?)
    }

    /// The picture of a network whose actors a store knows; none where it ties nobody to anybody. Of more actors than can be
    /// drawn, those with the heaviest relations are.
    ///
    /// # Errors
    /// The names of the actors cannot be asked for.
    pub fn of_network(
        network: Network,
        book: &QueryBook,
        store: &Loaded,
        title: String,
    ) -> Result<Option<Self>, QueryError> {
        let whole = network.described(&book.find(KINDS)?.ask(store, &Bindings::new())?);
        let network = drawable(&whole, &Narrowing::default(), ACTORS);
        if network.is_empty() {
            return Ok(None);
        }
        let layout = Layout::of(&network, &LayoutOptions::default());
        Ok(Some(Self { whole, network, layout, title }))
    }

    /// The picture as a file.
    pub fn svg(&self) -> String {
        svg::draw(&self.network, &self.layout, &self.style())
    }

    /// What it shows and what it rests on.
    pub fn caption(&self) -> String {
        caption(&self.network)
    }

    fn style(&self) -> Style {
        Style { title: self.title.clone(), theme: Theme::Auto, ..Style::default() }
    }

    /// One of `FILES`.
    pub fn file(&self, name: &str) -> Option<Page> {
        let (media_type, text) = match name {
            "network.svg" => ("image/svg+xml", self.svg()),
            "network.graphml" => ("application/graphml+xml", export::graphml(&self.network, &self.layout)),
            "network.gexf" => ("application/gexf+xml", export::gexf(&self.network, &self.layout)),
            "network.cyjs" => ("application/json", export::cytoscape(&self.network, &self.layout)),
            "network.json" => ("application/json", export::node_link(&self.network, &self.layout)),
            _ => return None,
        };
        Some(Page { media_type, body: text.into_bytes() })
    }

    /// The picture as an element of a page that has `stylesheet`.
    pub fn element(&self) -> String {
        svg::draw(&self.network, &self.layout, &element_style("net-"))
    }

    /// Who asks left, who is asked right, as an element of a page that has `stylesheet`.
    pub fn columns(&self) -> String {
        bipartite(&self.network, &element_style("col-"))
    }

    /// An actor with those that it asks or is asked by, as an element of a page that has `stylesheet`; none where nobody is
    /// tied to it.
    pub fn around(&self, actor: &str) -> Option<String> {
        let ego = Narrowing { ego: Some((ActorIri::new(actor), 1)), ..Narrowing::default() };
        let network = drawable(&self.whole, &ego, NEIGHBOURS);
        let layout = (!network.is_empty()).then(|| Layout::of(&network, &LayoutOptions::default()))?;
        Some(svg::draw(&network, &layout, &element_style("ego-")))
    }

    /// The page to explore it: pan, zoom, filters, the words behind each relation.
    pub fn explorer(&self) -> Page {
        let body = page::html(&self.network, &self.layout, &self.style()).into_bytes();
        Page { media_type: HTML, body }
    }
}

/// A part of a network with so few actors that it can be drawn: of more, those with the heaviest relations.
fn drawable(network: &Network, part: &Narrowing, actors: usize) -> Network {
    let mut narrowed = network.narrowed(part);
    let mut least = 1.0;
    while narrowed.actors().count() > actors {
        least += 1.0;
        narrowed = network.narrowed(&Narrowing { min_weight: Some(least), ..part.clone() });
    }
    narrowed
}

/// A picture inside of a page, which has a heading for it already.
fn element_style(id_prefix: &str) -> Style {
    Style { theme: Theme::Auto, whole: false, id_prefix: id_prefix.to_owned(), ..Style::default() }
}

/// How pictures that are elements of a page look, with their font.
pub fn stylesheet() -> Page {
    Page { media_type: CSS, body: (svg::font_face() + &svg::stylesheet(Theme::Auto)).into_bytes() }
}
