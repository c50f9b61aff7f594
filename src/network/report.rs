//! Measures as an answer, so that they are written like any other: a table, CSV, JSON; and as RDF, so that SPARQL can ask for
//! them.

use super::draw::counted;
use super::measures::{ActorMeasures, Measures};
use super::model::{Actor, Network};
use crate::iri::Base;
use crate::query::{Answer, Rows};
use crate::vocab::dem;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// The columns of the table, behind actor and kind, and the properties of RDF.
const FIGURES: [(&str, NamedNodeRef<'static>); 9] = [
    ("neighbours", dem::NEIGHBOURS),
    ("asked_weight", dem::WEIGHTED_IN),
    ("asking_weight", dem::WEIGHTED_OUT),
    ("betweenness", dem::BETWEENNESS),
    ("closeness", dem::CLOSENESS),
    ("pagerank", dem::PAGE_RANK),
    ("constraint", dem::CONSTRAINT),
    ("component", dem::COMPONENT),
    ("community", dem::COMMUNITY),
];

fn figures(of: &ActorMeasures) -> [Option<Literal>; 9] {
    let number = |value: usize| Some(Literal::from(value as i64));
    let figure = |value: f64| Some(decimal(value));
    [
        number(of.neighbours),
        figure(of.weighted_in),
        figure(of.weighted_out),
        figure(of.betweenness),
        figure(of.closeness),
        figure(of.pagerank),
        of.constraint.map(decimal),
        number(of.component + 1),
        number(of.community + 1),
    ]
}

/// Six places behind the point.
fn decimal(value: f64) -> Literal {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let whole = if text.contains('.') { text.to_owned() } else { format!("{text}.0") };
    Literal::new_typed_literal(
        if whole == "-0.0" { "0.0".to_owned() } else { whole },
        oxigraph::model::vocab::xsd::DECIMAL,
    )
}

impl Measures {
    /// A row an actor, those of most ties first.
    pub fn rows(&self, network: &Network) -> Answer {
        let columns =
            ["actor", "kind"].into_iter().chain(FIGURES.iter().map(|(name, _)| *name)).map(str::to_owned).collect();
        let mut actors: Vec<(&Actor, &ActorMeasures)> = network.actors().zip(&self.actors).collect();
        let weight = |of: &ActorMeasures| of.weighted_in + of.weighted_out;
        actors.sort_by(|(a, x), (b, y)| weight(y).total_cmp(&weight(x)).then(a.iri.cmp(&b.iri)));
        let row = |(actor, of): (&Actor, &ActorMeasures)| {
            let told =
                [actor.label.as_str().into(), actor.kind.label().as_str().into()].map(|text: Literal| Some(text));
            told.into_iter().chain(figures(of)).map(|cell| cell.map(Term::from)).collect()
        };
        Answer::Rows(Rows { columns, rows: actors.into_iter().map(row).collect(), aside: Vec::new() })
    }

    /// What is true of the whole network, as lines.
    pub fn summary(&self) -> String {
        let figure = |value: f64| format!("{value:.3}");
        let mut told = vec![
            counted(self.actors.len(), "actor", "actors") + ", " + &counted(self.ties, "relation", "relations"),
            format!("density {}, reciprocity {}", figure(self.density), figure(self.reciprocity)),
            counted(self.components, "connected part", "connected parts"),
            format!(
                "{} by the Louvain heuristic, modularity {}",
                counted(self.communities, "community", "communities"),
                figure(self.modularity)
            ),
        ];
        if let Some(value) = self.assortativity {
            told.push(format!("assortativity by kind {}", figure(value)));
        }
        told.join("\n") + "\n"
    }

    /// The measures as triples: one `dem:ActorMeasures` an actor, of a `dem:Network` of this name.
    pub fn triples(&self, network: &Network, base: &Base, name: &str) -> Answer {
        let slug = crate::iri::slug(name);
        let whole = base.node(&format!("network/{slug}"));
        let mut triples = Vec::new();
        let mut add = |subject: &NamedNode, property: NamedNodeRef<'_>, object: Term| {
            triples.push(Triple::new(subject.clone(), property, object));
        };
        add(&whole, rdf::TYPE, dem::class::NETWORK.into_owned().into());
        add(&whole, rdfs::LABEL, Literal::from(name).into());
        for (property, value) in [
            (dem::DENSITY, Some(self.density)),
            (dem::RECIPROCITY, Some(self.reciprocity)),
            (dem::MODULARITY, Some(self.modularity)),
            (dem::ASSORTATIVITY, self.assortativity),
        ] {
            if let Some(value) = value {
                add(&whole, property, decimal(value).into());
            }
        }
        for (number, (actor, of)) in network.actors().zip(&self.actors).enumerate() {
            let node = base.node(&format!("network/{slug}#{number}"));
            add(&node, rdf::TYPE, dem::class::ACTOR_MEASURES.into_owned().into());
            add(&node, dem::IN_NETWORK, whole.clone().into());
            if let Ok(iri) = NamedNode::new(actor.iri.as_str()) {
                add(&node, dem::MEASURED_ACTOR, iri.into());
            }
            add(&node, rdfs::LABEL, Literal::from(actor.label.as_str()).into());
            for ((_, property), value) in FIGURES.iter().zip(figures(of)) {
                if let Some(value) = value {
                    add(&node, *property, value.into());
                }
            }
        }
        triples.sort_by_cached_key(ToString::to_string);
        Answer::Triples(triples)
    }
}
