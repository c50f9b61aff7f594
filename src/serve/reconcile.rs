//! Matching a spreadsheet's names with the actors of the graph: the W3C community group's Reconciliation Service API, version
//! 0.2, which OpenRefine speaks.
//!
//! Source: <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>.

use crate::iri::{Base, slug};
use crate::query::{Answer, Bindings, QueryError, SavedQuery};
use crate::store::Loaded;
use crate::vocab::dem;
use oxigraph::model::Term;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The least likeness of a candidate, of 1.
const LEAST: f64 = 0.82;
/// How many queries one request may have.
pub(super) const BATCH: usize = 200;

/// The actors by their names.
pub(super) struct Index {
    base: Base,
    actors: Vec<Actor>,
    /// The folded names, each with its actor's place.
    names: Vec<(String, usize)>,
    kinds: BTreeMap<String, String>,
}

struct Actor {
    /// Below the base: `id/qatar`.
    path: String,
    name: String,
    /// The names of the classes' last part: `State`.
    kinds: Vec<String>,
}

/// One name to be matched.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    query: String,
    #[serde(rename = "type", default)]
    kind: Option<Kinds>,
    #[serde(default)]
    limit: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Kinds {
    One(String),
    Several(Vec<String>),
}

impl Index {
    /// The actors of a store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn of(store: &Loaded, base: &Base) -> Result<Self, QueryError> {
        let query =
            SavedQuery::typed("actors.rq", include_str!("queries/actors.rq"), base).map_err(QueryError::Syntax)?;
        let Answer::Rows(rows) = query.ask(store, &Bindings::new())? else { return Ok(Self::empty(base)) };
        let mut found: BTreeMap<String, (Actor, Vec<String>)> = BTreeMap::new();
        let mut index = Self::empty(base);
        for row in &rows.rows {
            let [
                Some(Term::NamedNode(actor)),
                Some(Term::Literal(name)),
                Some(Term::Literal(preferred)),
                Some(Term::NamedNode(kind)),
                Some(Term::Literal(label)),
            ] = &row[..]
            else {
                continue;
            };
            let Some(path) = base.path(actor.as_str()) else { continue };
            let kind = kind.as_str().strip_prefix(dem::NAMESPACE).unwrap_or(kind.as_str()).to_owned();
            index.kinds.insert(kind.clone(), label.value().to_owned());
            let empty = || (Actor { path: path.to_owned(), name: String::new(), kinds: Vec::new() }, Vec::new());
            let (actor, names) = found.entry(path.to_owned()).or_insert_with(empty);
            if preferred.value() == "true" {
                actor.name = name.value().to_owned();
            }
            if !actor.kinds.contains(&kind) {
                actor.kinds.push(kind);
            }
            names.push(slug(name.value()));
        }
        for (actor, mut names) in found.into_values() {
            names.sort_unstable();
            names.dedup();
            index.names.extend(names.into_iter().map(|name| (name, index.actors.len())));
            index.actors.push(actor);
        }
        Ok(index)
    }

    fn empty(base: &Base) -> Self {
        Self { base: base.clone(), actors: Vec::new(), names: Vec::new(), kinds: BTreeMap::new() }
    }

    /// What the service says of itself.
    pub(super) fn manifest(&self) -> Value {
        let kinds = self.kinds.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect::<Vec<_>>();
        json!({
            "versions": ["0.2"],
            "name": "demarche: actors",
            "identifierSpace": self.base.as_str(),
            "schemaSpace": dem::NAMESPACE,
            "defaultTypes": kinds,
            "view": { "url": format!("{}{{{{id}}}}", self.base.as_str()) },
            "suggest": {
                "entity": { "service_url": self.base.as_str().trim_end_matches('/'), "service_path": "/reconcile/suggest" },
            },
            "batchSize": BATCH,
        })
    }

    /// The answers to a batch of queries, by their keys.
    pub(super) fn answer(&self, queries: &BTreeMap<String, Query>) -> Value {
        let answered = queries.iter().map(|(key, query)| (key.clone(), json!({ "result": self.candidates(query) })));
        Value::Object(answered.collect::<Map<_, _>>())
    }

    /// Actors with a name that begins as what somebody has typed so far.
    pub(super) fn suggest(&self, prefix: &str) -> Value {
        let prefix = slug(prefix);
        let mut places: Vec<usize> =
            self.names.iter().filter(|(name, _)| name.starts_with(&prefix)).map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        places.sort_by_key(|&place| (self.actors[place].name.len(), place));
        let found = places.into_iter().take(10).map(|place| self.described(place));
        json!({ "result": found.collect::<Vec<_>>() })
    }

    fn candidates(&self, query: &Query) -> Vec<Value> {
        let wanted = slug(&query.query);
        let fits = |actor: &Actor| match &query.kind {
            None => true,
            Some(Kinds::One(kind)) => actor.kinds.contains(kind),
            Some(Kinds::Several(kinds)) => kinds.is_empty() || kinds.iter().any(|kind| actor.kinds.contains(kind)),
        };
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for (name, place) in &self.names {
            let likeness = likeness(&wanted, name);
            if likeness >= LEAST && fits(&self.actors[*place]) {
                let kept = best.entry(*place).or_default();
                *kept = kept.max(likeness);
            }
        }
        let mut ranked: Vec<(usize, f64)> = best.into_iter().collect();
        ranked.sort_by(|(a, one), (b, other)| other.total_cmp(one).then(a.cmp(b)));
        let exact = ranked.iter().filter(|(_, likeness)| *likeness >= 1.0).count();
        let limit = query.limit.unwrap_or(5).min(50);
        let found = ranked.into_iter().take(limit).map(|(place, likeness)| {
            let mut described = self.described(place);
            described["score"] = json!((likeness * 1000.0).round() / 10.0);
            // A name that two actors bear is left to a person.
            described["match"] = json!(likeness >= 1.0 && exact == 1);
            described
        });
        found.collect()
    }

    fn described(&self, place: usize) -> Value {
        let actor = &self.actors[place];
        let kinds = actor.kinds.iter().map(|id| json!({ "id": id, "name": self.kinds.get(id) })).collect::<Vec<_>>();
        json!({ "id": actor.path, "name": actor.name, "type": kinds })
    }
}

/// How alike two folded names are: 1 for the same, else Jaro and Winkler's measure, where the first letters or the lengths do
/// not rule it out.
fn likeness(wanted: &str, name: &str) -> f64 {
    if wanted == name {
        return 1.0;
    }
    // Two letters for another make another acronym.
    if wanted.len().min(name.len()) < 4 || wanted.len().abs_diff(name.len()) > wanted.len().max(name.len()) / 2 {
        return 0.0;
    }
    strsim::jaro_winkler(wanted, name).min(0.99)
}
