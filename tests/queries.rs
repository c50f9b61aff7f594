//! Saved queries over a small graph: golden answers, and what is refused and why. `queries/cases.tsv` says what is asked of
//! which collection. The graph of the collection `fixture` is `queries/fixture.trig`; that of another is the N-Quads or
//! TriG file that `DEMARCHE_GRAPH_SEEDS` (…) names. `UPDATE_GOLDEN=1` writes the answers anew: read them before you keep
//! them.

use demarche::iri::Base;
use demarche::query::{Answer, Bindings, Format, QueryBook, Style, derive};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries")
}

fn quads(path: &Path) -> Vec<Quad> {
    let format = RdfFormat::from_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    let text = std::fs::read(path).unwrap();
    RdfParser::from_format(format).for_slice(&text).map(|quad| quad.unwrap()).collect()
}

fn store(quads: impl IntoIterator<Item = Quad>) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    store
}

fn fixture() -> Store {
    store(quads(&folder().join("fixture.trig")))
}

fn book() -> QueryBook {
    let (book, refused) = QueryBook::shipped(&Base::default());
    assert!(refused.is_empty(), "{refused:#?}");
    book
}

/// One line of cases.tsv.
struct Case {
    name: String,
    query: String,
    bindings: Bindings,
}

fn cases(collection: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("cases.tsv")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix(collection)?.strip_prefix('\t'));
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let (name, query) = (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned());
            Case { name, query, bindings: cells.map(|cell| cell.split_once('=').unwrap()).collect() }
        })
        .collect()
}

fn tsv(answer: &Answer, store: &Store) -> String {
    let mut out = Vec::new();
    let style = Style { labels: answer.labels(store).unwrap(), ..Style::default() };
    answer.write(&mut out, Format::Tsv, &style).unwrap();
    String::from_utf8(out).unwrap()
}

/// Asks every case of a collection and compares with the golden answers.
fn check(collection: &str, store: &Store) {
    let book = book();
    let mut wrong = Vec::new();
    for case in cases(collection) {
        let answer = book.find(&case.query).unwrap().ask(store, &case.bindings).unwrap();
        let answer = tsv(&answer, store);
        let path = folder().join(collection).join(format!("{}.tsv", case.name));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &answer).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        if answer != golden {
            wrong.push(format!("{}\n--- golden\n{golden}--- answer\n{answer}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixture_answers_are_golden() {
    check("fixture", &fixture());
}

#[test]
fn every_query_has_a_golden_answer() {
    let asked: BTreeSet<_> = cases("fixture").into_iter().map(|case| case.query).collect();
    let all: BTreeSet<_> = book().queries().map(|query| query.name.clone()).collect();
    assert_eq!(asked, all);
}

/// Other collections have their golden answers where somebody built their graphs.
#[test]
fn collections_answers_are_golden() {
    for collection in ["seeds", "transport"] {
        let graph = std::env::var_os(format!("DEMARCHE_GRAPH_{}", collection.to_uppercase()));
        if let Some(graph) = graph {
            check(collection, &store(quads(Path::new(&graph))));
        }
    }
}

/// No answer depends on the order in which the store got its quads.
#[test]
fn answers_do_not_depend_on_the_order_of_loading() {
    let book = book();
    let mut all = quads(&folder().join("fixture.trig"));
    let forward = store(all.clone());
    all.reverse();
    let backward = store(all.clone());
    all.sort_by_cached_key(|quad| (quad.object.to_string(), quad.to_string()));
    let sorted = store(all);
    for case in cases("fixture") {
        let query = book.find(&case.query).unwrap();
        let [a, b, c] = [&forward, &backward, &sorted].map(|store| query.ask(store, &case.bindings).unwrap());
        assert_eq!(a, b, "{}", case.name);
        assert_eq!(a, c, "{}", case.name);
    }
    let [a, b] = [&forward, &backward].map(|store| derive(store, book.rules(), &Base::default()).unwrap());
    assert_eq!(a, b);
}
