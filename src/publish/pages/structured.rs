//! What search engines read: schema.org in JSON-LD, inside of a page.

use crate::publish::Site;
use crate::publish::catalogue::{Document, Recommendation};
use crate::publish::facts::Link;
use serde_json::{Map, Value, json};

/// JSON as it may stand in a script element: nothing in it ends the element.
pub(super) fn embedded(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn agent(link: &Link) -> Value {
    json!({"@type": "Organization", "@id": link.iri, "name": link.label})
}

fn about(links: &[Link]) -> Vec<Value> {
    links.iter().map(|link| json!({"@type": "DefinedTerm", "@id": link.iri, "name": link.label})).collect()
}

pub(super) fn document(document: &Document) -> String {
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": document.link.iri,
        "name": document.link.label,
        "inLanguage": "en",
        "about": about(&document.topics),
    });
    if let Some(fields) = value.as_object_mut() {
        put(fields, "publisher", document.publisher.as_ref().map(agent));
        put(fields, "datePublished", document.date.clone().map(Value::String));
        put(fields, "url", document.source.clone().map(Value::String));
        put(fields, "license", document.licence.clone().map(Value::String));
        put(
            fields,
            "copyrightHolder",
            document.rights_holder.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
        );
    }
    embedded(&value)
}

pub(super) fn recommendation(rec: &Recommendation) -> String {
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": rec.link.iri,
        "name": rec.link.label,
        "isPartOf": {"@type": "CreativeWork", "@id": rec.document.iri, "name": rec.document.label},
        "about": about(&rec.topics),
        "mentions": rec.addressees.iter().map(|role| agent(&role.actor)).collect::<Vec<_>>(),
    });
    if let Some(fields) = value.as_object_mut() {
        put(fields, "text", rec.quote.as_ref().map(|quote| Value::String(quote.text.clone())));
        let by: Vec<Value> = rec.recommenders.iter().map(|role| agent(&role.actor)).collect();
        put(fields, "spokenByCharacter", (!by.is_empty()).then_some(Value::Array(by)));
    }
    embedded(&value)
}

/// An actor or concept; `kind` is its class in demarche's vocabulary.
pub(super) fn thing(iri: &str, name: &str, kind: &str, others: &[String], same: &[String]) -> String {
    let kind = match kind {
        "State" => "Country",
        "Government" | "GovernmentBody" => "GovernmentOrganization",
        "Party" => "PoliticalParty",
        "Person" => "Person",
        "Place" => "Place",
        "Event" => "Event",
        "Instrument" => "CreativeWork",
        "Organization" | "IntergovernmentalOrganization" | "Grouping" => "Organization",
        _ => "DefinedTerm",
    };
    let mut value = json!({"@context": "https://schema.org", "@type": kind, "@id": iri, "name": name});
    if let Some(fields) = value.as_object_mut() {
        put(fields, "alternateName", (!others.is_empty()).then(|| json!(others)));
        put(fields, "sameAs", (!same.is_empty()).then(|| json!(same)));
    }
    embedded(&value)
}

pub(super) fn site(site: &Site) -> String {
    let basis = site.catalogue.whole_basis();
    let period = match (&basis.since, &basis.until) {
        (Some(since), Some(until)) => Some(Value::String(format!("{since}/{until}"))),
        _ => None,
    };
    let base = site.base.as_str();
    let file = |name: &str, media_type: &str| json!({"@type": "DataDownload", "contentUrl": format!("{base}data/{name}"), "encodingFormat": media_type});
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": format!("{base}void.ttl#dataset"),
        "name": site.options.title,
        "description": "Who asks whom to do what in policy documents, each with the words that say so.",
        "url": base,
        "distribution": [
            file("graph.nq.gz", "application/n-quads"),
            file("graph.trig.gz", "application/trig"),
            file("graph.jsonld.gz", "application/ld+json"),
        ],
    });
    if let Some(fields) = value.as_object_mut() {
        put(fields, "temporalCoverage", period);
    }
    embedded(&value)
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value);
    }
}
