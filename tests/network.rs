//! Networks of actors over small graphs: read, narrowed, laid out, drawn.

#[path = "network/overlaps.rs"]
mod overlaps;
#[path = "network/page.rs"]
mod page;

use demarche::iri::Base;
use demarche::network::{
    ActorIri, Colours, Layout, LayoutOptions, Narrowing, Network, NetworkError, Style, Theme, svg,
};
use demarche::network::{Step, bipartite, matrix, series};
use demarche::query::{Answer, Bindings, QueryBook, SavedQuery};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;
use std::fmt::Write;
use std::path::Path;

/// The hand-drawn graph of the query tests.
fn town() -> Store {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries/fixture.trig");
    let text = std::fs::read(file).unwrap();
    let store = Store::new().unwrap();
    store.extend(RdfParser::from_format(RdfFormat::TriG).for_slice(&text).map(Result::unwrap)).unwrap();
    store
}

fn shipped(store: &Store, name: &str) -> Network {
    let (book, _) = QueryBook::shipped(&Base::default());
    let ask = |name| book.find(name).unwrap().ask(store, &Bindings::new()).unwrap();
    Network::of(&ask(name)).unwrap().described(&ask("actor-kinds"))
}

fn typed(sparql: &str) -> Answer {
    SavedQuery::typed("-", sparql, &Base::default()).unwrap().ask(&Store::new().unwrap(), &Bindings::new()).unwrap()
}

/// A network as lines: who, by which relation, whom, how much, of when.
fn lines(network: &Network) -> String {
    let mut text = String::new();
    for (source, target, tie) in network.ties() {
        let name = |number| network.actor(number).unwrap().label.clone();
        let arrow = if tie.directed { "→" } else { "–" };
        let (first, last) = tie.period().unwrap_or_default();
        writeln!(
            text,
            "{} {arrow} {}: {} {} {first}..{last}",
            name(source),
            name(target),
            tie.relation.label(),
            tie.weight
        )
        .unwrap();
    }
    text
}

#[test]
fn every_shipped_network_of_the_town() {
    let store = town();
    let mut all = String::from("\n");
    for name in [
        "network-who-asks-whom",
        "network-asked-to-work-with",
        "network-asked-to-move",
        "network-named-together",
        "network-in-one-document",
        "network-alike-asks",
        "network-membership",
    ] {
        writeln!(all, "{name}\n{}", lines(&shipped(&store, name))).unwrap();
    }
    insta::assert_snapshot!("town", all);
}

#[test]
fn rows_of_one_pair_and_relation_are_one_tie() {
    let network = Network::of(&typed(
        "SELECT * { VALUES (?source ?relation ?target ?weight ?evidence ?date) {
            (<x:a> <x:asks> <x:b> 2 'one' '2024') (<x:a> <x:asks> <x:b> 3 'one' '2024') (<x:a> <x:asks> <x:b> 0.5 'two' '2021-05')
            (<x:b> <x:asks> <x:a> 1 'one' '2024') (<x:a> <x:stops> <x:b> 1 'one' UNDEF) (<x:a> <x:asks> <x:a> 1 UNDEF UNDEF)
            (UNDEF <x:asks> <x:a> 1 UNDEF UNDEF) } }",
    ))
    .unwrap();
    assert_eq!(
        lines(&network),
        "x:a → x:a: x:asks 1 ..\nx:a → x:b: x:asks 2.5 2021-05..2024\nx:a → x:b: x:stops 1 ..\nx:b → x:a: x:asks 1 2024..2024\n"
    );
    assert_eq!(network.left_out(), ["1 row names no source, relation or target"]);
}

#[test]
fn an_answer_that_is_no_network_is_refused_with_what_it_lacks() {
    let told = |sparql: &str| Network::of(&typed(sparql)).unwrap_err();
    assert_eq!(
        told("SELECT * { VALUES (?source ?who) { (1 2) } }").to_string(),
        "this answer is no network: it has no column relation, target, but source, who"
    );
    let rows = |more: &str, value: &str| {
        format!("SELECT * {{ VALUES (?source ?relation ?target ?{more}) {{ (1 2 3 {value}) }} }}")
    };
    assert_eq!(told(&rows("tone", "4")), NetworkError::Unknown { columns: vec!["tone".to_owned()] });
    for value in ["0", "-1", "'NaN'", "'much'"] {
        let value_told = value.trim_matches('\'').to_owned();
        assert_eq!(told(&rows("weight", value)), NetworkError::Weight { row: 1, value: value_told });
    }
}

#[test]
fn a_network_is_narrowed_to_what_is_asked_for() {
    let whole = Network::of(&typed(
        "SELECT * { VALUES (?source ?relation ?target ?weight ?date) {
            (<http://x/a> <http://x/asks> <http://x/b> 2 '2021') (<http://x/a> <http://x/asks> <http://x/b> 1 '2023-05') (<http://x/b> <http://x/asks> <http://x/c> 1 '2024-01-01')
            (<http://x/c> <http://x/toldOf> <http://x/d> 1 UNDEF) (<http://x/e> <http://x/asks> <http://x/d> 5 '2023') } }",
    ))
    .unwrap();
    let part = |narrowing: Narrowing| {
        let network = whole.narrowed(&narrowing);
        (lines(&network).replace('\n', "; "), network.left_out().join("; "))
    };
    let none = String::new;
    assert_eq!(part(Narrowing::default()).0, lines(&whole).replace('\n', "; "));
    let relations = vec!["told of".to_owned()];
    assert_eq!(part(Narrowing { relations, ..Narrowing::default() }).0, "c → d: told of 1 ..; ");
    let ego = Some((ActorIri::new("http://x/d"), 1));
    assert_eq!(
        part(Narrowing { ego, ..Narrowing::default() }),
        ("c → d: told of 1 ..; e → d: asks 5 2023..2023; ".to_owned(), none())
    );
    let since = Narrowing { since: Some("2023".to_owned()), until: Some("2023".to_owned()), ..Narrowing::default() };
    assert_eq!(
        part(since),
        (
            "a → b: asks 1 2023-05..2023-05; e → d: asks 5 2023..2023; ".to_owned(),
            "what has no date is left out (1)".to_owned()
        )
    );
    let heavy = Narrowing { min_weight: Some(2.0), ..Narrowing::default() };
    assert_eq!(
        part(heavy),
        (
            "a → b: asks 3 2021..2023-05; e → d: asks 5 2023..2023; ".to_owned(),
            "relations seen once are hidden (2)".to_owned()
        )
    );
}

#[test]
fn a_small_network_as_a_picture() {
    let network = shipped(&town(), "network-who-asks-whom");
    let layout = Layout::of(&network, &LayoutOptions::default());
    let style = Style { title: "Who asks whom?".to_owned(), whole: false, theme: Theme::Auto, ..Style::default() };
    insta::assert_snapshot!("picture", svg::draw(&network, &layout, &style));
}

/// Nine pairs that are strangers to each other: seven communities have colours of their own, the other two share one.
#[test]
fn colours_tell_communities() {
    let pairs: String = (0..9).map(|n| format!("('Ask{n}' 'asks' 'Asked{n}' {}) ", 1 + n / 8)).collect();
    let query = format!("SELECT * {{ VALUES (?source ?relation ?target ?weight) {{ {pairs} }} }}");
    let network = Network::of(&typed(&query)).unwrap();
    let layout = Layout::of(&network, &LayoutOptions::default());
    let style = Style { whole: false, colours: Colours::Community, ..Style::default() };
    let picture = svg::draw(&network, &layout, &style);
    let mut told = String::new();
    for line in picture.lines() {
        if let Some((_, rest)) = line.split_once("<g class=\"actor ") {
            let name = rest.split("data-iri=\"").nth(1).unwrap().split('"').next().unwrap();
            writeln!(told, "{name} {}", rest.split('"').next().unwrap()).unwrap();
        }
    }
    let legend = picture.split("<g class=\"c").skip(1).map(|key| {
        let words = key.split("<text").nth(1).unwrap().split(['>', '<']).nth(1).unwrap();
        format!("c{}: {words}\n", key.split('"').next().unwrap())
    });
    told.extend(legend);
    insta::assert_snapshot!("communities", told);
}

/// The graph of the seeds, built by the program in a folder of its own, and the program's answers about it.
fn of_seeds(arguments: &[&str]) -> Vec<u8> {
    static GRAPH: std::sync::LazyLock<tempfile::TempDir> = std::sync::LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        demarche(&["build", "seeds", "--quiet", "--graph", folder.path().join("graph").to_str().unwrap()]);
        folder
    });
    let graph = GRAPH.path().join("graph");
    demarche(&[&["network", "--graph", graph.to_str().unwrap()], arguments].concat())
}

fn demarche(arguments: &[&str]) -> Vec<u8> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"));
    let done = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// The picture in the README is the one that its command draws now. `UPDATE_PICTURE=1` draws it anew: look at it.
#[test]
fn the_picture_in_the_readme_is_current() {
    let drawn = String::from_utf8(of_seeds(&[])).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/seeds-network.svg");
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(&file, &drawn).unwrap();
    }
    assert!(drawn == std::fs::read_to_string(&file).unwrap(), "docs/seeds-network.svg is not what is drawn now");
}

#[test]
fn other_views_of_a_small_network() {
    let network = shipped(&town(), "network-who-asks-whom");
    let style = Style { title: "Who asks whom?".to_owned(), whole: false, theme: Theme::Auto, ..Style::default() };
    insta::assert_snapshot!("matrix", matrix(&network, &style));
    insta::assert_snapshot!("bipartite", bipartite(&network, &style));
    insta::assert_snapshot!("series", series(&network, &LayoutOptions::default(), Step::Month, &style));
}
