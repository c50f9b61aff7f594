//! How pictures look: light or dark, coloured by what.

use super::super::font::INTER_WOFF2;
use super::super::measures::Measures;
use super::super::model::{Actor, ActorIri, Kind, Network, Relation};
use super::edges::Widths;
use super::words::counted;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;

const LIGHT: &str = include_str!("look/light.css");
const DARK: &str = include_str!("look/dark.css");
const RULES: &str = include_str!("look/rules.css");

/// The paper that a picture is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// As whoever looks at it prefers: `prefers-color-scheme`, for browsers.
    Auto,
}

/// What the colour of an actor tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    #[default]
    Kind,
    /// Its community: see [`communities`](super::super::Measures).
    Community,
}

/// How a picture is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    pub title: String,
    pub theme: Theme,
    pub colours: Colours,
    /// Before every id of the picture, so that several stand in one page.
    pub id_prefix: String,
    /// Whether the picture brings its stylesheet and font along. A page that shows several links [`stylesheet`] once.
    pub whole: bool,
    /// Whether title, legend and caption are drawn; a screen reader gets title and caption all the same.
    pub framed: bool,
    /// `role="group"` with actors that the Tab key reaches, in place of `role="img"`.
    pub interactive: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            title: String::new(),
            theme: Theme::Light,
            colours: Colours::Kind,
            id_prefix: String::new(),
            whole: true,
            framed: true,
            interactive: false,
        }
    }
}

/// The stylesheet of pictures, for [`Theme::Auto`] with custom properties (`--paper`, `--ink` … on `.network`) that a page
/// may set otherwise, for the others with their colours written out.
pub fn stylesheet(theme: Theme) -> String {
    match theme {
        Theme::Auto => format!("{LIGHT}@media (prefers-color-scheme: dark) {{\n{DARK}}}\n{RULES}"),
        Theme::Light => written_out(RULES, LIGHT),
        Theme::Dark => written_out(RULES, DARK),
    }
}

/// The font for browsers as a rule of CSS.
pub fn font_face() -> String {
    let font = STANDARD.encode(INTER_WOFF2);
    format!("@font-face {{ font-family: Inter; src: url(data:font/woff2;base64,{font}) format(\"woff2\"); }}\n")
}

/// Rules with the values of their custom properties in place.
fn written_out(rules: &str, values: &str) -> String {
    let mut written = String::new();
    let mut rest = rules;
    while let Some((before, behind)) = rest.split_once("var(") {
        let (name, after) = behind.split_once(')').unwrap_or((behind, ""));
        written += before;
        written += value(values, name).unwrap_or("inherit");
        rest = after;
    }
    written + rest
}

/// The value of a custom property: of `--ink: #1c2430;` the colour.
fn value<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    css.split([';', '{']).find_map(|declaration| Some(declaration.trim().strip_prefix(name)?.strip_prefix(':')?.trim()))
}

/// The relations that have a colour of their own wherever they occur, by the last part of their IRI.
const RELATIONS: [&str; 5] = ["urges", "urgesToStop", "with", "through", "askedToMove"];
const COLOURS: usize = 6;

/// The class of each relation of a network.
pub(super) fn relation_classes(network: &Network) -> Vec<(&Relation, String)> {
    let relations = network.relations();
    let known = |relation: &Relation| RELATIONS.iter().position(|name| *name == relation.short());
    let taken: Vec<usize> = relations.iter().filter_map(|relation| known(relation)).collect();
    let mut free = (0..COLOURS).filter(|colour| !taken.contains(colour)).chain(std::iter::repeat(COLOURS - 1));
    relations
        .iter()
        .map(|relation| {
            let colour = known(relation).unwrap_or_else(|| free.next().unwrap_or(0));
            (*relation, format!("r{colour}"))
        })
        .collect()
}

/// Communities with a colour of their own; those of the rest share one, a grey.
const COMMUNITIES: usize = 7;

/// The classes of a network's actors and relations, and its greatest weight: the same for every part of it.
pub(super) struct Looks {
    actors: BTreeMap<ActorIri, String>,
    relations: BTreeMap<Relation, String>,
    pub widths: Widths,
}

impl Looks {
    pub fn of(network: &Network, colours: Colours) -> Self {
        let actors = network.actors().map(|actor| actor.iri.clone());
        let relations = relation_classes(network).into_iter().map(|(relation, class)| (relation.clone(), class));
        Self {
            actors: actors.zip(actor_classes(network, colours)).collect(),
            relations: relations.collect(),
            widths: Widths::of(network),
        }
    }

    pub fn actor(&self, actor: &Actor) -> &str {
        self.actors.get(&actor.iri).map_or("Unknown", String::as_str)
    }

    pub fn relation(&self, relation: &Relation) -> &str {
        self.relations.get(relation).map_or("r0", String::as_str)
    }
}

/// The class of each actor: its kind's, or its community's.
fn actor_classes(network: &Network, colours: Colours) -> Vec<String> {
    match colours {
        Colours::Kind => network.actors().map(|actor| kind_class(&actor.kind).to_owned()).collect(),
        Colours::Community => {
            let of = Measures::of(network).actors;
            of.iter().map(|measures| format!("c{}", measures.community.min(COMMUNITIES))).collect()
        }
    }
}

/// What the colours of communities mean: class and words, `around Port Alder Council (4)` by the actor of most weight; the
/// communities beyond the colours are told as one.
pub(super) fn communities(network: &Network) -> Vec<(String, String)> {
    let measures = Measures::of(network);
    let weights = network.weighted_degrees();
    let mut told = Vec::new();
    for community in 0..measures.communities.min(COMMUNITIES) {
        let members: Vec<usize> =
            (0..weights.len()).filter(|&actor| measures.actors[actor].community == community).collect();
        let heaviest = members.iter().rev().max_by(|&&a, &&b| weights[a].total_cmp(&weights[b]));
        let name = heaviest.and_then(|&actor| network.actor(actor)).map_or("", |actor| actor.label.as_str());
        told.push((format!("c{community}"), format!("around {name} ({})", members.len())));
    }
    if measures.communities > COMMUNITIES {
        let actors = measures.actors.iter().filter(|actor| actor.community >= COMMUNITIES).count();
        let others = counted(measures.communities - COMMUNITIES, "other community", "other communities");
        told.push((format!("c{COMMUNITIES}"), format!("{others} ({actors})")));
    }
    told
}

/// The class of a kind: its name, where that is a name.
pub(super) fn kind_class(kind: &Kind) -> &str {
    let name = kind.as_str();
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) { name } else { "Unknown" }
}

/// The colour of a kind on light paper: red, green and blue.
pub fn kind_colour(kind: &Kind) -> (u8, u8, u8) {
    let of = |class: &str| {
        let rule = format!(".network .{class} .shape {{ fill: var(");
        let (_, behind) = RULES.split_once(&rule)?;
        value(LIGHT, behind.split(')').next()?)
    };
    let colour = of(kind_class(kind)).or_else(|| value(LIGHT, "--unknown")).unwrap_or("#808080");
    let part = |from: usize| colour.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(128);
    (part(1), part(3), part(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every property that a rule uses has a value in both themes, and nothing of `var()` is left.
    #[test]
    fn every_colour_is_there_in_light_and_dark() {
        for theme in [Theme::Light, Theme::Dark] {
            let css = stylesheet(theme);
            assert!(!css.contains("inherit") && !css.contains("var("), "{theme:?}: {css}");
        }
        assert_eq!(
            written_out("a { fill: var(--x); stroke: var(--y) }", ".n { --x: #123; --y: red; }"),
            "a { fill: #123; stroke: red }"
        );
    }
}
