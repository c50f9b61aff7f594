//! Names that complete the fields of a question: who asks, who is asked, topics and documents of this collection.

use crate::publish::Site;
use crate::publish::facts::last_part;
use crate::query::{Parameter, ParameterKind};
use crate::vocab::skos;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many names a field has at most; of more, those that occur most.
const NAMES: usize = 1000;

/// One name to choose.
#[derive(Serialize)]
pub(super) struct Name {
    /// What is put into the field.
    pub value: String,
    /// What it is called, where the value does not say it.
    pub label: Option<String>,
}

/// The names for a parameter's field, sorted; none for what has no names.
pub(super) fn names(site: &Site, parameter: &Parameter) -> Vec<Name> {
    let catalogue = &site.catalogue;
    let counted = |map: &BTreeMap<String, Vec<usize>>| {
        map.iter().map(|(iri, list)| (iri.clone(), list.len())).collect::<BTreeMap<String, usize>>()
    };
    let found = match parameter.kind {
        ParameterKind::Actor if parameter.asks() => counted(&catalogue.asking),
        ParameterKind::Actor => {
            let mut actors = counted(&catalogue.asked);
            for (iri, roles) in &catalogue.otherwise {
                let number = ["counterparts", "sought_from"].iter().filter_map(|role| roles.get(role)).map(Vec::len);
                let number: usize = number.sum();
                if number > 0 {
                    *actors.entry(iri.clone()).or_default() += number;
                }
            }
            actors
        }
        ParameterKind::Topic => {
            let mut topics = counted(&catalogue.by_topic);
            let mut next: Vec<String> = topics.keys().cloned().collect();
            while let Some(topic) = next.pop() {
                for broader in site.facts.nodes(&NamedNode::new_unchecked(topic), skos::BROADER) {
                    if !topics.contains_key(broader.as_str()) {
                        topics.insert(broader.as_str().to_owned(), 1);
                        next.push(broader.into_string());
                    }
                }
            }
            topics
        }
        ParameterKind::Document => catalogue.documents.iter().map(|document| (document.link.iri.clone(), 1)).collect(),
        ParameterKind::Date | ParameterKind::Text | ParameterKind::Integer | ParameterKind::Enum => BTreeMap::new(),
    };
    let mut found: Vec<(String, usize)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(NAMES);
    let labelled = found.into_iter().map(|(iri, _)| (site.facts.label(&NamedNode::new_unchecked(iri.as_str())), iri));
    let labelled: BTreeSet<(String, String)> = labelled.collect();
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, _) in &labelled {
        *bearers.entry(label).or_default() += 1;
    }
    let name = |(label, iri): &(String, String)| match bearers[label.as_str()] {
        1 => Name { value: label.clone(), label: None },
        // Two of one name are told apart by their IRIs.
        _ => Name { value: iri.clone(), label: Some(format!("{label} ({})", last_part(iri))) },
    };
    labelled.iter().map(name).collect()
}
