//! What is drawn lies over nothing else that is drawn: measured in the pictures, as their readers see them.

use super::{demarche, of_seeds, typed};
use demarche::network::{Layout, LayoutOptions, Network, Step, Style, bipartite, matrix, series, svg};
use std::fmt::Write;
use std::path::Path;

/// Left, top, right, bottom.
type Room = [f64; 4];

/// What stands in a picture: the lines of labels and the shapes of actors, each with the number of its actor.
#[derive(Default)]
struct Drawn {
    size: (f64, f64),
    lines: Vec<(usize, Room)>,
    shapes: Vec<(usize, Room)>,
}

impl Drawn {
    /// Reads a picture. What stands upright, as the columns of a matrix, is turned; the legend belongs to no actor.
    fn of(picture: &str) -> Self {
        let numbers = |text: &str| -> Vec<f64> {
            text.split([' ', ',']).map(|number| number.parse().unwrap_or_else(|_| panic!("{text}"))).collect()
        };
        let mut drawn = Self::default();
        let (mut actor, mut moved) = (usize::MAX, Vec::new());
        for element in picture.split('<').skip(1) {
            let of = |name: &str| element.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value);
            let number = |name: &str| of(name).unwrap().parse::<f64>().unwrap();
            let placed = |mut room: Room| {
                for (x, y, is_turned) in moved.iter().rev() {
                    if *is_turned {
                        room = [room[1], -room[2], room[3], -room[0]];
                    }
                    room = [room[0] + x, room[1] + y, room[2] + x, room[3] + y];
                }
                room
            };
            if element.starts_with("svg ") {
                let size = numbers(of("viewBox").unwrap());
                drawn.size = (size[2], size[3]);
            } else if element.starts_with("g ") {
                actor = of("data-actor").map_or(actor, |number| number.parse().unwrap());
                let by = of("transform").map(|transform| {
                    let by = transform.strip_prefix("translate(").unwrap().split(')').next().unwrap();
                    (numbers(by)[0], numbers(by)[1], transform.contains("rotate"))
                });
                moved.push(by.unwrap_or_default());
            } else if element.starts_with("/g") {
                moved.pop();
                actor = usize::MAX;
            } else if element.starts_with("text") {
                let (x, y, wide, size) = (number("x"), number("y"), number("textLength"), number("font-size"));
                drawn.lines.push((actor, placed([x, y - 0.75 * size, x + wide, y + 0.2 * size])));
            } else if actor != usize::MAX && element.starts_with("circle") {
                let (x, y, r) = (number("cx"), number("cy"), number("r"));
                drawn.shapes.push((actor, placed([x - r, y - r, x + r, y + r])));
            } else if actor != usize::MAX && element.starts_with("polygon") {
                let all = numbers(of("points").unwrap());
                let side = |first: usize| all.iter().skip(first).step_by(2).copied();
                let least = |first| side(first).fold(f64::INFINITY, f64::min);
                let most = |first| side(first).fold(f64::NEG_INFINITY, f64::max);
                drawn.shapes.push((actor, placed([least(0), least(1), most(0), most(1)])));
            }
        }
        drawn
    }

    /// The labels that lie over another label, another actor, their own actor, or the border of the page, each told once.
    fn overlaps(&self) -> Vec<String> {
        let over = |a: &Room, b: &Room| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
        let mut found = Vec::new();
        for (n, (actor, line)) in self.lines.iter().enumerate() {
            let is_outside = line[0] < 0.0 || line[1] < 0.0 || line[2] > self.size.0 || line[3] > self.size.1;
            // The lines of one label are as close as its font sets them.
            let another = |(other, room): &(usize, Room)| (other != actor || *actor == usize::MAX) && over(line, room);
            let over_label = self.lines[..n].iter().any(another);
            let over_actor = self.shapes.iter().any(|(_, shape)| over(line, shape));
            if is_outside || over_label || over_actor {
                found.push(format!("actor {actor} at {line:?}: {is_outside} {over_label} {over_actor}"));
            }
        }
        found
    }
}

#[test]
fn no_label_overlaps_in_the_networks_of_the_seeds() {
    for name in
        ["who-asks-whom", "asked-to-work-with", "asked-to-move", "named-together", "in-one-document", "membership"]
    {
        let picture = String::from_utf8(of_seeds(&[&format!("network-{name}")])).unwrap();
        assert_eq!(Drawn::of(&picture).overlaps(), Vec::<String>::new(), "{name}");
    }
}

/// From 5 actors to 300, with names of one line and of three.
#[test]
fn no_label_overlaps_from_five_actors_to_three_hundred() {
    for actors in [5, 20, 60, 300] {
        let network = invented(actors);
        let layout = Layout::of(&network, &LayoutOptions::default());
        let drawn = Drawn::of(&svg::draw(&network, &layout, &Style { whole: false, ..Style::default() }));
        assert_eq!(drawn.shapes.len(), network.actors().len());
        assert_eq!(drawn.overlaps(), Vec::<String>::new(), "{actors} actors");
        let quality = layout.quality(&network);
        let overlaps = [quality.labels_on_labels, quality.labels_on_actors, quality.labels_on_own, quality.outside];
        assert_eq!(overlaps, [0; 4], "{actors} actors: {quality:?}");
    }
}

/// Where one asks seven others, each label finds a side that no tie crosses.
#[test]
fn labels_stand_where_no_tie_runs_through_them() {
    let asked: String =
        (1..8).map(|n| format!("('Port Authority' 'asks' 'Harbour Council of District {n}') ")).collect();
    let network =
        Network::of(&typed(&format!("SELECT * {{ VALUES (?source ?relation ?target) {{ {asked} }} }}"))).unwrap();
    let quality = Layout::of(&network, &LayoutOptions::default()).quality(&network);
    assert_eq!((quality.labels_crossed, quality.crossings), (0, 0));
}

/// Some 300 actors of real documents: resolutions, and the statements of one year.
#[test]
fn at_most_one_label_in_a_hundred_overlaps_in_a_corpus() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/corpus.tgz");
    if !archive.is_file() {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "\nskipped: overlaps in a corpus: there is no ../shared");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unpacked = std::process::Command::new("tar").arg("xzf").arg(archive).arg("-C").arg(folder.path()).status();
    assert!(unpacked.unwrap().success(), "the corpus cannot be unpacked");
    let briefings = std::fs::read_dir(folder.path().join("corpus/briefings")).unwrap();
    let mut paths: Vec<_> = briefings.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("2021-"));
    paths.sort();
    paths.push(folder.path().join("corpus/resolutions"));
    let graph = folder.path().join("graph");
    let mut arguments = vec!["build", "--quiet", "--graph", graph.to_str().unwrap()];
    arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
    demarche(&arguments);
    let picture = demarche(&["network", "network-named-together", "--graph", graph.to_str().unwrap()]);
    let drawn = Drawn::of(&String::from_utf8(picture).unwrap());
    let actors = drawn.shapes.len();
    assert!((250..=450).contains(&actors), "{actors} actors: choose other documents, so that there are about 300");
    let overlaps = drawn.overlaps();
    assert!(overlaps.len() * 100 <= actors, "{} of {actors} labels: {overlaps:?}", overlaps.len());
}

/// In no view a label lies over another or off the page, with few actors and with many.
#[test]
fn no_label_overlaps_in_other_views() {
    // Fourteen years, of which the last twelve are drawn, and one ask without a date.
    let asks: String =
        (0..14).map(|n| format!("('Ministry {}' 'asks' 'Council {n}' '{}-05') ", n % 3, 2001 + n)).collect();
    let query = format!("SELECT * {{ VALUES (?source ?relation ?target ?date) {{ {asks} ('A' 'asks' 'B' UNDEF) }} }}");
    let dated = Network::of(&typed(&query)).unwrap();
    let style = Style { whole: false, ..Style::default() };
    let mut views = vec![series(&dated, &LayoutOptions::default(), Step::Year, &style)];
    for network in [5, 20, 60, 300].map(invented) {
        views.extend([matrix(&network, &style), bipartite(&network, &style)]);
    }
    for picture in views {
        assert_eq!(Drawn::of(&picture).overlaps(), Vec::<String>::new(), "{picture}");
    }
}

/// A network of so many actors with long names: a few ask many, as in collections of documents.
fn invented(actors: usize) -> Network {
    let kinds =
        ["Ministry", "Harbour Council", "Union of Night Nurses and Midwives", "Association", "Directorate-General"];
    let mut rows = String::new();
    for n in 1..actors {
        let name = |n: usize| format!("<http://x/{n}> '{} of District {n}'", kinds[n % kinds.len()]);
        for from in [n / 7, (n * n) % (n / 3 + 1)] {
            if from != n {
                write!(rows, "({} 'asks' {}) ", name(from), name(n)).unwrap();
            }
        }
    }
    Network::of(&typed(&format!(
        "SELECT * {{ VALUES (?source ?source_label ?relation ?target ?target_label) {{ {rows} }} }}"
    )))
    .unwrap()
}
