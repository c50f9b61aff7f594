//! How long a layout takes: `cargo bench --bench layout`. On two cores about half a second for
//! 342 actors, and less than ten for 2,285.

use demarche::iri::Base;
use demarche::network::{Layout, LayoutOptions, Network};
use demarche::query::{Bindings, SavedQuery};
use std::fmt::Write;
use std::time::Instant;

/// A network of so many actors: a few ask many, as in collections of documents.
fn network(actors: usize) -> Network {
    let mut rows = String::new();
    for to in 1..actors {
        for from in [to / 7, (to * to) % (to / 3 + 1)] {
            let _ = write!(rows, "(<http://x/Council-of-District-{from}> 'asks' <http://x/Ministry-{to}>) ");
        }
    }
    let query = format!("SELECT * {{ VALUES (?source ?relation ?target) {{ {rows} }} }}");
    let query = SavedQuery::typed("-", &query, &Base::default()).expect("SPARQL");
    let store = oxigraph::store::Store::new().expect("a store in memory");
    Network::of(&query.ask(&store, &Bindings::new()).expect("an answer")).expect("a network")
}

fn main() {
    // `--test` asks whether it still works, not how fast.
    let is_test = std::env::args().any(|argument| argument == "--test");
    for actors in if is_test { &[60][..] } else { &[60, 300, 2000] } {
        let network = network(*actors);
        let start = Instant::now();
        let layout = Layout::of(&network, &LayoutOptions::default());
        let took = start.elapsed();
        println!(
            "{} actors, {} ties: {took:.2?}, {:.0} by {:.0} pixels",
            network.actors().len(),
            network.tie_count(),
            layout.width,
            layout.height
        );
    }
}
