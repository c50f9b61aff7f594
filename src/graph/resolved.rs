//! What only the collection tells, for `/graph/resolved`: which document cites which, and whose a document is because
//! another cites it so. Evidence is that of the citing document's own graph and is only pointed to.

use super::{how, name, sorted};
use crate::extract::How;
use crate::iri::Base;
use crate::resolve::Reference;
use crate::vocab::{dcterms, dem};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};

/// The quads of `/graph/resolved`, sorted.
pub fn quads(references: &[Reference], base: &Base) -> Vec<Quad> {
    let graph = base.node(name::RESOLVED_GRAPH);
    let mut quads = Vec::new();
    for reference in references {
        map(reference, base, &mut |subject, predicate, object| {
            quads.push(Quad::new(subject.clone(), predicate, object, graph.clone()));
        });
    }
    sorted(quads)
}

fn map(reference: &Reference, base: &Base, add: &mut impl FnMut(&NamedNode, NamedNodeRef<'static>, Term)) {
    let (citing, cited) = (reference.citing.iri(base), reference.cited.iri(base));
    let citation = name::part(&reference.citing, "cites", reference.at, base);
    add(&citing, dcterms::REFERENCES, cited.clone().into());
    add(&citation, dem::CITES, cited.clone().into());
    let Some(publisher) = &reference.publisher else { return };

    let finding = name::finding(&reference.cited, "publisher", "citation", 0, base);
    let evidence = name::evidence(&reference.citing, reference.at, base);
    let publisher = (publisher, publisher.iri(base));
    add(&cited, dcterms::PUBLISHER, publisher.1.clone().into());
    add(&finding, rdf::TYPE, dem::class::FINDING.into_owned().into());
    add(&finding, dem::FINDING_OF, cited.into());
    add(&finding, dem::PROPERTY, dcterms::PUBLISHER.into_owned().into());
    add(&finding, dem::VALUE, publisher.1.clone().into());
    add(&finding, dem::HOW, dem::CITATION.into_owned().into());
    add(&finding, dem::STATED_IN, citing.into());
    add(&finding, dem::EVIDENCE, evidence.clone().into());
    add(&finding, dem::MADE_BY_RULE, reference.rule.iri(base).into());

    for recommendation in &reference.recommendations {
        let node = recommendation.iri(base);
        let role = name::role(recommendation, "recommender", publisher.0.as_str(), base);
        add(&node, dem::RECOMMENDER, publisher.1.clone().into());
        add(&role, rdf::TYPE, dem::class::ROLE.into_owned().into());
        add(&role, dem::ROLE_OF, node.into());
        add(&role, dem::ROLE_KIND, dem::RECOMMENDER.into_owned().into());
        add(&role, dem::FILLER, publisher.1.clone().into());
        add(&role, dem::HOW, how(How::Document).into_owned().into());
        add(&role, dem::EVIDENCE, evidence.clone().into());
        add(&role, dem::MADE_BY_RULE, reference.rule.iri(base).into());
    }
}
