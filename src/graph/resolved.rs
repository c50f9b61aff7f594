//! What only the collection tells, for `/graph/resolved`: which document cites which, whose a document is because another cites
//! it so, and which are copies of one text. Evidence is that of the documents' own graphs and is only pointed to.

use super::{english, how, name, sorted};
use crate::extract::How;
use crate::iri::{Base, DocumentId, RuleId};
use crate::resolve::acronyms::{self, Acronym};
use crate::resolve::copies::{self, Copy};
use crate::resolve::curation;
use crate::resolve::{Reference, Resolutions};
use crate::vocab::{dcterms, dem};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

/// The quads of `/graph/resolved`, sorted.
pub fn quads(resolutions: &Resolutions, base: &Base) -> Vec<Quad> {
    let graph = base.node(name::RESOLVED_GRAPH);
    let mut quads = Vec::new();
    let mut add = |subject: &NamedNode, predicate: NamedNodeRef<'static>, object: Term| {
        quads.push(Quad::new(subject.clone(), predicate, object, graph.clone()));
    };
    for reference in &resolutions.references {
        cited(reference, base, &mut add);
    }
    for copy in &resolutions.copies {
        copied(copy, base, &mut add);
    }
    for (document, acronyms) in &resolutions.acronyms {
        for acronym in acronyms {
            explained(document, acronym, base, &mut add);
        }
    }
    sorted(quads)
}

type Add<'a> = dyn FnMut(&NamedNode, NamedNodeRef<'static>, Term) + 'a;

fn copied(copy: &Copy, base: &Base, add: &mut Add<'_>) {
    let (document, original) = (copy.document.iri(base), copy.original.iri(base));
    let (known, rule) = match copy.resemblance {
        Some(_) => (How::Inferred, copies::RULE),
        None => (How::Curation, curation::RULE),
    };
    let finding = name::finding(&copy.document, "copyOf", known.name(), 0, base);
    add(&document, dem::COPY_OF, original.clone().into());
    add(&finding, rdf::TYPE, dem::class::FINDING.into_owned().into());
    add(&finding, dem::FINDING_OF, document.into());
    add(&finding, dem::PROPERTY, dem::COPY_OF.into_owned().into());
    add(&finding, dem::VALUE, original.into());
    add(&finding, dem::HOW, how(known).into_owned().into());
    add(&finding, dem::MADE_BY_RULE, RuleId::new(rule).iri(base).into());
    if let Some(hundredths) = copy.resemblance {
        let resemblance = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        add(&finding, dem::RESEMBLANCE, Literal::new_typed_literal(resemblance, xsd::DECIMAL).into());
    }
}

/// That an acronym of a document means somebody, because another document explains it.
fn explained(document: &DocumentId, acronym: &Acronym, base: &Base, add: &mut Add<'_>) {
    let finding = name::finding(document, "acronym", &acronym.form, 0, base);
    let actor = acronym.actor.iri(base);
    add(&actor, dem::ACRONYM, english(acronym.form.as_str()).into());
    add(&finding, rdf::TYPE, dem::class::FINDING.into_owned().into());
    add(&finding, dem::FINDING_OF, document.iri(base).into());
    add(&finding, dem::PROPERTY, dem::ACRONYM.into_owned().into());
    add(&finding, dem::VALUE, actor.into());
    add(&finding, dem::HOW, how(How::Inferred).into_owned().into());
    add(&finding, dem::STATED_IN, acronym.document.iri(base).into());
    add(&finding, dem::EVIDENCE, name::evidence(&acronym.document, acronym.at, base).into());
    add(&finding, dem::MADE_BY_RULE, RuleId::new(acronyms::RULE).iri(base).into());
}

fn cited(reference: &Reference, base: &Base, add: &mut Add<'_>) {
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
