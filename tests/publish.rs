//! The site: what may be published, that every link leads somewhere, that its data are whole, and that nothing of a
//! hostile document becomes markup. Sites are made of the collections of tests/collections and of `tests/hostile`, built by
//! the program itself.

use demarche::iri::Base;
use demarche::publish::{Site, SiteOptions, SitePath, Suppression};
use demarche::query::{Answer, Bindings};
use demarche::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad, Term, Triple};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

/// The graph of a collection below tests/, built once.
fn graph(collection: &'static str) -> &'static Path {
    static GRAPHS: OnceLock<tempfile::TempDir> = OnceLock::new();
    static IN_TRANSPORT: OnceLock<PathBuf> = OnceLock::new();
    static IN_FISHERIES: OnceLock<PathBuf> = OnceLock::new();
    static HOSTILE: OnceLock<PathBuf> = OnceLock::new();
    let once = match collection {
        TRANSPORT => &IN_TRANSPORT,
        FISHERIES => &IN_FISHERIES,
        _ => &HOSTILE,
    };
    once.get_or_init(|| {
        let folder = GRAPHS.get_or_init(|| tempfile::tempdir().unwrap()).path().join(collection.replace('/', "-"));
        let built = program(&["build", &format!("tests/{collection}"), "--graph", folder.to_str().unwrap()]);
        assert!(built.status.code() < Some(2), "{}", String::from_utf8_lossy(&built.stderr));
        folder
    })
}

const TRANSPORT: &str = "collections/transport";
/// It has corrections.
const FISHERIES: &str = "collections/fisheries";

fn options() -> SiteOptions {
    SiteOptions {
        base: Some(Base::parse("https://asks.example.org/city/").unwrap()),
        corrections: Some("mailto:editor@example.org".to_owned()),
        ..SiteOptions::default()
    }
}

fn site(collection: &'static str, options: &SiteOptions) -> Site {
    Site::of(&Store::open(graph(collection)).unwrap(), options).unwrap()
}

/// Every file of a site; what is compressed is unpacked.
fn files(site: &Site) -> BTreeMap<String, String> {
    let files = site.paths().map(|path| {
        let body = site.page(&path).unwrap().unwrap_or_else(|| panic!("{path} is promised and not there")).body;
        let text = if path.as_str().ends_with(".gz") {
            let mut text = String::new();
            flate2::read::GzDecoder::new(body.as_slice()).read_to_string(&mut text).unwrap();
            text
        } else {
            String::from_utf8(body).unwrap()
        };
        (path.to_string(), text)
    });
    files.collect()
}

/// The transport site, rendered once.
fn transport() -> &'static (Site, BTreeMap<String, String>) {
    static SITE: OnceLock<(Site, BTreeMap<String, String>)> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = site(TRANSPORT, &options());
        let files = files(&site);
        (site, files)
    })
}

#[test]
fn the_page_of_a_recommendation_tells_its_condition_its_consequence_and_how_it_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let text = "# Reeds\n\nIf the lake rises, the ministry must plant reeds, to be reviewed each year by the anglers, or else the geese will leave.\n";
    std::fs::write(folder.path().join("reeds.md"), text).unwrap();
    let stored = folder.path().join("graph");
    let built = program(&["build", folder.path().to_str().unwrap(), "--graph", stored.to_str().unwrap()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let files = files(&Site::of(&Store::open(&stored).unwrap(), &options()).unwrap());
    let pages: Vec<&String> =
        files.iter().filter(|(path, _)| path.starts_with("rec/") && is_page(path)).map(|(_, page)| page).collect();
    assert_eq!(pages.len(), 1);
    let list = pages[0].split("<dl class=\"facts\">").nth(1).and_then(|rest| rest.split("</dl>").next()).unwrap();
    let told: Vec<String> =
        list.replace("</dt>", ": ").split("</div>").map(|row| plain(row).trim().to_owned()).collect();
    let rows = [
        "asked: ministry",
        "kind: Build and provide for",
        "if: If the lake rises",
        "otherwise: or else the geese will leave",
        "checked: to be reviewed each year by the anglers",
        "",
    ];
    assert_eq!(told, rows);
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    let (_, first) = transport();
    let second = files(&site(TRANSPORT, &options()));
    let differing: Vec<&String> = first.keys().filter(|path| first.get(*path) != second.get(*path)).collect();
    assert_eq!((differing, first.len()), (Vec::<&String>::new(), second.len()));
}

#[test]
fn every_link_leads_to_a_file_and_every_fragment_to_a_place_in_it() {
    let (_, files) = transport();
    let mut dead = BTreeSet::new();
    let ids: BTreeMap<&str, HashSet<&str>> =
        files.iter().map(|(path, text)| (path.as_str(), attributes(text, "id").collect())).collect();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for address in attributes(text, "href").chain(attributes(text, "src")).chain(attributes(text, "action")) {
            if address.contains(':') && !address.starts_with("#") && !address.contains("#char=") {
                assert!(
                    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)),
                    "{path}: {address}"
                );
                continue;
            }
            let (file, fragment) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
            let target = if file.is_empty() { path.clone() } else { resolved(path, file) };
            match (files.get(&target), fragment) {
                (None, _) => drop(dead.insert(format!("{path}: {address}"))),
                // Words that are not shown are told of by the page's script.
                (Some(_), Some(fragment)) if fragment.starts_with("char=") => {}
                // What the network page is to show.
                (Some(_), Some(fragment)) if target == "network/index.html" && fragment.contains('=') => {}
                (Some(_), Some(fragment)) if !ids[target.as_str()].contains(fragment) => {
                    dead.insert(format!("{path}: {address} (no such id)"));
                }
                _ => {}
            }
        }
    }
    assert_eq!(dead, BTreeSet::new());
}

/// The values of an attribute in a page of ours, whose attributes all stand in double quotation marks.
fn attributes<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let sign = format!(" {name}=\"");
    text.match_indices(&sign)
        .map(|(at, _)| at + sign.len())
        .map(|at| text[at..].split('"').next().unwrap())
        .collect::<Vec<_>>()
        .into_iter()
}

fn resolved(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('?').next().unwrap().split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The page to explore the network is a file of its own, with its own policy: tests/network.rs has its tests.
fn is_page(path: &str) -> bool {
    path.ends_with(".html") && path != "network/explore/index.html"
}

#[test]
fn every_page_has_its_frame_a_way_to_correct_it_and_what_its_counts_rest_on() {
    let (_, files) = transport();
    for (path, text) in files.iter().filter(|(path, _)| is_page(path)) {
        for (part, number) in [("<main id=\"main\"", 1), ("<h1", 1), ("<html lang=\"en\"", 1)] {
            assert_eq!(text.matches(part).count(), number, "{path}: {part}");
        }
        assert!(text.contains("href=\"mailto:editor@example.org?subject=Correction%3A%20https%3A%2F%2F"), "{path}");
        assert!(text.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"), "{path}");
        assert!(!text.contains(" style=\"") && !text.contains("<style") && !text.contains(" onclick="), "{path}");
        assert!(!text.contains("class=\"number\"") || text.contains("class=\"basis\""), "{path} counts");
    }
    let basis = files["index.html"].split("class=\"basis\">").nth(1).unwrap().split("</p>").next().unwrap();
    let basis = plain(basis);
    assert!(basis.starts_with("From 8 documents by ") && basis.ends_with(" of unknown publisher), 2025."), "{basis}");
}

/// A page's words without its markup.
fn plain(text: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The words of a text, letters and digits only, lower case.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("\\n", " ").to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn no_file_holds_a_long_run_of_a_text_without_a_free_licence() {
    // Words in a row: more than so many characters have in any text of the collection.
    no_long_run(TRANSPORT, 120, 32, &["pedal-velmora-fact-sheet-3"]);
    no_long_run(FISHERIES, 40, 18, &[]);
}

fn no_long_run(collection: &'static str, quote: usize, run: usize, free: &[&str]) {
    let site = site(collection, &SiteOptions { quote, ..options() });
    let store = Store::open(graph(collection)).unwrap();
    let mut runs: HashSet<Vec<String>> = HashSet::new();
    let mut whole = String::new();
    for id in store.manifest().documents.keys() {
        let text = store.text(&demarche::iri::DocumentId::new(id.clone())).unwrap().unwrap();
        if free.contains(&id.as_str()) {
            whole = text;
        } else {
            runs.extend(words(&text).windows(run).map(<[String]>::to_vec));
        }
    }
    let written = files(&site);
    let mut found = Vec::new();
    for (path, text) in &written {
        let text = if path.ends_with(".html") { plain(text) } else { text.clone() };
        let told = words(&text);
        found.extend(told.windows(run).find(|run| runs.contains(*run)).map(|run| format!("{path}: {}", run.join(" "))));
    }
    assert_eq!(found, Vec::<String>::new());
    let dump = &written["data/graph.nq.gz"];
    let context = dump.lines().filter(|line| line.contains("ns/oa#prefix>") || line.contains("ns/oa#suffix>"));
    let leaking: Vec<&str> =
        context.filter(|line| !free.iter().any(|id| line.contains(&format!("/doc/{id}#")))).collect();
    assert_eq!(leaking, Vec::<&str>::new());
    // What a licence allows is there: every paragraph of it.
    let Some(free) = free.first() else { return };
    let page = plain(&written[&format!("doc/{free}/index.html")]);
    let page = words(&page).join(" ");
    let lacking: Vec<&str> = whole.split("\n\n").filter(|part| !page.contains(&words(part).join(" "))).collect();
    assert_eq!(lacking, Vec::<&str>::new());
}

/// The files that hold a text, in letters and digits only and in any case: paths count too.
fn holding<'a>(files: &'a BTreeMap<String, String>, name: &str) -> Vec<&'a str> {
    let told = |text: &str| format!(" {} ", words(text).join(" "));
    let name = told(name);
    let holds = |path: &str, text: &str| {
        told(path).contains(&name)
            || told(text).contains(&name)
            || path.ends_with(".html") && told(&plain(text)).contains(&name)
    };
    files.iter().filter(|(path, text)| holds(path, text)).map(|(path, _)| path.as_str()).collect()
}

#[test]
fn what_is_suppressed_is_in_no_file_and_gone() {
    let (_, before) = transport();
    // A publisher that the lexicon does not know, the one whose text is free, and a document of a third.
    let page = &before["documents/index.html"];
    let at = page.find("href=\"../id/x-").unwrap();
    let actor = page[at..].split('"').nth(1).unwrap().trim_start_matches("../").trim_end_matches("/index.html");
    let name = plain(page[at..].split('>').nth(1).unwrap().split('<').next().unwrap());
    let list = format!("{actor} # asked for it\nid/x-pedal-velmora\ndoc/chronicle-line-9\n");
    let site = site(TRANSPORT, &SiteOptions { suppressed: Suppression::parse(&list).unwrap(), ..options() });
    let after = files(&site);
    assert!(before["doc/pedal-velmora-fact-sheet-3/index.html"].contains("Pedal Velmora"));
    for name in [&name, "Pedal Velmora", "Chronicle line 9"] {
        assert!(holding(before, name).len() > 3, "{name}");
        // What a document is called is for its own line of the list to say.
        let address = "pedal-velmora-fact-sheet-3";
        let after = after.iter().map(|(path, text)| (path.replace(address, "a"), text.replace(address, "a"))).collect();
        assert_eq!(holding(&after, name), Vec::<&str>::new(), "{name}");
    }
    let node = |path: &str| NamedNode::new(format!("https://asks.example.org/city/{path}")).unwrap();
    assert!(
        site.is_gone(&node("doc/chronicle-line-9")) && site.is_gone(&node(actor)) && !site.is_gone(&node("id/austria"))
    );
}

#[test]
fn corrections_tell_no_name_that_is_suppressed_and_no_folder_of_their_editor() {
    let all = files(&site(FISHERIES, &options()));
    for told in ["Guild of Fishmongers", "Skerry Auction House", "R Vance", "corrections csv"] {
        assert!(holding(&all, told).contains(&"data/graph.nq.gz"), "{told}");
    }
    assert_eq!(holding(&all, "fisheries curation corrections csv"), Vec::<&str>::new());
    assert_eq!(holding(&all, "Tove Lindahl"), Vec::<&str>::new());
    let list = Suppression::parse("id/x-guild-of-fishmongers\n").unwrap();
    let site = site(FISHERIES, &SiteOptions { suppressed: list, ..options() });
    assert_eq!(holding(&files(&site), "Guild of Fishmongers"), Vec::<&str>::new());
}

/// The names of those whom the collection's graph holds for persons and the lexicon does not know.
fn private_persons() -> BTreeSet<String> {
    let raw = Store::open(graph(TRANSPORT)).unwrap();
    let lexicon = raw.quads(&raw.manifest().graphs["ontology"]).unwrap();
    let is_person = |quad: &Quad| quad.object.to_string() == "<https://w3id.org/demarche/ns#Person>";
    let known: HashSet<_> = lexicon.iter().filter(|quad| is_person(quad)).map(|quad| quad.subject.clone()).collect();
    let entries = raw.manifest().documents.values();
    let facts: Vec<Quad> = entries.flat_map(|entry| raw.dataset(entry).unwrap().facts).collect();
    let persons = facts.iter().filter(|quad| is_person(quad) && !known.contains(&quad.subject));
    let unknown: HashSet<_> = persons.map(|quad| &quad.subject).collect();
    let named = facts.iter().filter(|quad| quad.predicate.as_str().ends_with("#prefLabel"));
    let named = named.filter(|quad| unknown.contains(&quad.subject));
    named.map(|quad| quad.object.to_string().split('"').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn private_persons_have_no_page() {
    let (site, files) = transport();
    let person = "https://w3id.org/demarche/ns#Person";
    let lexicon = site.base().node("graph/ontology");
    let dump = &files["data/graph.nq.gz"];
    let is_person = |line: &&str| line.contains("#type>") && line.contains(person);
    let private: Vec<&str> = dump.lines().filter(is_person).filter(|line| !line.contains(lexicon.as_str())).collect();
    let public: HashSet<&str> = dump
        .lines()
        .filter(is_person)
        .filter(|line| line.contains(lexicon.as_str()))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let unknown: Vec<&&str> = private.iter().filter(|line| !public.contains(line.split(' ').next().unwrap())).collect();
    assert_eq!(unknown, Vec::<&&str>::new());
    // The collection does name such people; no label in the graph is theirs.
    let names = private_persons();
    assert!(!names.is_empty());
    let named: Vec<&str> = dump
        .lines()
        .filter(|line| line.contains("#label>") || line.contains("#prefLabel>"))
        .filter(|line| names.iter().any(|name| line.contains(name.as_str())))
        .collect();
    assert_eq!(named, Vec::<&str>::new());
}

#[test]
fn iris_are_moved_below_the_base_and_nothing_is_left_of_the_local_one() {
    let (_, files) = transport();
    let left: Vec<&String> =
        files.iter().filter(|(_, text)| text.contains("localhost")).map(|(path, _)| path).collect();
    assert_eq!(left, Vec::<&String>::new());
}

fn triples(text: &str, format: RdfFormat) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(text.as_bytes());
    quads.map(|quad| Triple::from(quad.unwrap()).to_string()).collect()
}

#[test]
fn the_formats_of_a_thing_say_the_same() {
    let (_, files) = transport();
    let mut seen = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".nt")) {
        let expected = triples(text, RdfFormat::NTriples);
        assert!(!expected.is_empty(), "{path}");
        // Some hundred of them: all would take long unoptimised.
        if path.starts_with("rec/") || path.starts_with("doc/") || path.starts_with("ns/") {
            for (ending, format) in [
                ("ttl", RdfFormat::Turtle),
                ("rdf", RdfFormat::RdfXml),
                ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
            ] {
                let other = format!("{}.{ending}", path.trim_end_matches(".nt"));
                assert_eq!(triples(&files[&other], format), expected, "{other}");
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn the_description_tells_size_checksums_and_counts() {
    let (site, files) = transport();
    let void = &files["void.ttl"];
    for name in ["graph.nq.gz", "graph.trig.gz", "graph.jsonld.gz"] {
        let body = site.page(&SitePath::new(format!("data/{name}")).unwrap()).unwrap().unwrap().body;
        let sum: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(void.contains(&format!("\"{sum}\"^^xsd:hexBinary")), "{name}");
        assert!(
            void.contains(&format!("dcat:byteSize {} ;", body.len()))
                || void.contains(&format!("dcat:byteSize {} .", body.len())),
            "{name}"
        );
    }
    let dump = &files["data/graph.nq.gz"];
    let without_graph = |line: &str| line.trim_end_matches(" .").rsplit_once(' ').unwrap().0.to_owned();
    let statements: HashSet<String> = dump.lines().map(without_graph).collect();
    assert!(void.contains(&format!("void:triples {}", statements.len())), "{}", statements.len());
    let recs =
        statements.iter().filter(|line| line.ends_with("#type> <https://w3id.org/demarche/ns#Recommendation>")).count();
    let partition = void
        .split("\n\n")
        .chain(void.split(" .\n"))
        .find(|part| part.contains("void:class dem:Recommendation"))
        .unwrap();
    assert!(partition.contains(&format!("void:entities {recs}")), "{partition}");
}

#[test]
fn a_nanopublication_has_its_four_graphs() {
    let (site, files) = transport();
    let path = files.keys().find(|path| path.starts_with("rec/") && path.ends_with(".trig")).unwrap();
    let thing = path.rsplit_once('/').unwrap().0;
    let quads: Vec<_> =
        RdfParser::from_format(RdfFormat::TriG).for_slice(files[path].as_bytes()).map(Result::unwrap).collect();
    let graphs: BTreeSet<String> = quads.iter().map(|quad| quad.graph_name.to_string()).collect();
    let graph = |name: &str| format!("<{}{thing}.trig#{name}>", site.base().as_str());
    assert_eq!(graphs, BTreeSet::from(["assertion", "head", "provenance", "pubinfo"].map(graph)));
    let says = |graph_name: &str, property: &str| {
        quads
            .iter()
            .any(|quad| quad.graph_name.to_string() == graph(graph_name) && quad.predicate.as_str().ends_with(property))
    };
    assert!(says("assertion", "#strength") && says("provenance", "oa#exact") && !says("assertion", "#evidence"));
    assert_eq!(site.nanopublication(&site.base().node("id/austria")).unwrap(), None);
}

/// The first page, an actor's page and the list of actors count as the question does that the command line asks.
#[test]
fn whoever_acts_for_a_state_is_counted_with_it() {
    let (site, files) = transport();
    let query = site.book().find("most-addressed").unwrap();
    let Answer::Rows(rows) = query.ask(site.loaded(), &Bindings::new()).unwrap() else { panic!() };
    let labels = Answer::Rows(rows.clone()).labels(site.loaded()).unwrap();
    let rows = rows.rows.iter().map(|row| {
        let Some(Term::NamedNode(actor)) = &row[0] else { panic!() };
        let number = |at: usize| match &row[at] {
            Some(Term::Literal(number)) => number.value().to_owned(),
            _ => panic!(),
        };
        (labels.get(actor).unwrap().to_owned(), number(2), row[1].clone().unwrap().to_string(), actor.clone())
    });
    let rows: Vec<_> = rows.collect();
    let particular = rows.iter().filter(|row| !row.2.ends_with("#Generic>"));
    let expected: Vec<(String, String)> = particular.take(8).map(|row| (row.0.clone(), row.1.clone())).collect();
    let list = files["index.html"].split("<ol class=\"bars\">").nth(1).unwrap().split("</ol>").next().unwrap();
    let told = list.split("<li>").skip(1).map(|item| {
        let words = plain(item);
        let (name, count) = words.trim().rsplit_once(" ask").unwrap().0.rsplit_once(' ').unwrap();
        (name.to_owned(), count.to_owned())
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let actors = plain(&files["actors/index.html"].replace("</td>", "|"));
    for (name, asks, _, actor) in &rows {
        let page = &files[&format!("{}/index.html", site.base().path(actor.as_str()).unwrap())];
        let count = format!("What it is asked <span class=\"number\">{asks}</span>");
        assert!(page.contains(&count), "{name}: {asks}");
        let line = actors.lines().find(|line| line.starts_with(&format!("{name}|"))).unwrap();
        assert_eq!(line.split('|').nth(2).unwrap(), asks, "{line}");
    }
    let austria = plain(&files["id/austria/index.html"]);
    assert!(
        austria.contains("Counted here is also what those are asked that act for it: Government of Austria (1)."),
        "{austria}"
    );
}

#[test]
fn an_actors_page_says_who_asks_it_since_when() {
    let (site, files) = transport();
    let corvane = site.search("Corvane Mobility", 1)[0].href.clone();
    let page = &files[&corvane];
    let lanes = page.split("<svg class=\"lanes\"").nth(1).unwrap().split("</svg>").next().unwrap();
    let told: Vec<String> = attributes(lanes, "aria-label").map(plain).collect();
    assert_eq!(
        told[1..],
        [
            "Corvane Mobility: private cameras are no substitute for decent roads, 2025-04-28: 6",
            "Resolution No. 118: On safe streets around schools, 2025-04-24: 1",
            "Six points for the people who drive you home, 2025-10-01: 1",
        ]
    );
    let ego = page.split("id=\"ego-title\"").nth(1).unwrap().split("</svg>").next().unwrap();
    let titles = ego.split("<title>").skip(1).map(|part| plain(part.split("</title>").next().unwrap()));
    let mut ties: Vec<String> = titles.filter(|title| title.contains('→')).collect();
    ties.sort();
    assert_eq!(
        ties,
        [
            "City Council of Velmora → Corvane Mobility: urges to stop, once, 2025-04-24",
            "City Council of Velmora → Ministry of Transport (Velmora): urges, once, 2025-04-24",
            "Corvane Mobility → Council: urges to stop, once, 2025-04-28",
            "Corvane Mobility → Ministry of Transport (Velmora): urges to stop, once, 2025-04-28",
            "Corvane Mobility → city: urges to stop, once, 2025-04-28",
            "Corvane Mobility → city: urges, once, 2025-04-28",
        ]
    );
    let network = attributes(page, "href").find(|href| href.starts_with("../../network/index.html#")).unwrap();
    assert_eq!(network, format!("../../network/index.html#to={}", corvane.split('/').nth(1).unwrap()));
}

#[test]
fn fields_are_completed_with_names_that_mean_somebody() {
    let (site, files) = transport();
    let page = &files["query/asked-to-do/index.html"];
    let options = |field: &str| -> Vec<String> {
        let list = page.split(&format!("<datalist id=\"names-{field}\">")).nth(1).unwrap();
        attributes(list.split("</datalist>").next().unwrap(), "value").map(plain).collect()
    };
    assert_eq!(
        options("organization"),
        [
            "Chamber of Commerce of Velmora",
            "City Council of Velmora",
            "Corvane Mobility",
            "Kessler Institute for Urban Mobility",
            "Pedal Velmora",
            "Union of Transport Workers",
            "Velmora Riders' Association",
        ]
    );
    let query = site.book().find("asked-to-do").unwrap();
    for (field, least) in [("actor", 15), ("organization", 7), ("topic", 5)] {
        let names = options(field);
        assert!(names.len() >= least, "{field}: {names:?}");
        for name in names {
            let bindings = Bindings::new().with("actor", "Austria").with(field, name.as_str());
            let answer = query.ask(site.loaded(), &bindings);
            assert!(answer.is_ok(), "{field}: {name}: {}", answer.unwrap_err());
        }
    }
}

/// That two say the same is for people to say; that they ask the same actor about the same topic is not the same thing.
#[test]
fn organizations_stand_beside_each_other_and_nobody_says_that_they_agree() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().to_str().unwrap();
    program(&["build", "tests/collections/cameras", "--graph", graph, "--ontology", "tests/asks"]);
    let site = Site::of(&Store::open(folder.path()).unwrap(), &options()).unwrap();
    let files = files(&site);
    let page = files["compare/index.html"].split("</main").next().unwrap();
    let section = |id: &str| {
        let after = page.split(&format!("<h2 id=\"{id}\">")).nth(1).unwrap();
        let lines = plain(after.split("<h2").next().unwrap());
        lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<String>>()
    };
    let parents = [
        "The Ministry of Transport must allow every town to run speed cameras of its own",
        "must Harbour Parents → Ministry of Transport · Cameras at schools · 2031-02-03 · details",
    ];
    let drivers = [
        "The Ministry of Transport should not allow towns to run speed cameras",
        "should not to do Drivers of the Coast → Ministry of Transport · No cameras on our roads · 2031-03-10 · details",
    ];
    assert_eq!(
        section("asks")[2..],
        [
            &["Municipalities run speed cameras of their own", "For it 1"],
            &parents[..],
            &["Against it 1"],
            &drivers[..],
        ]
        .concat()
    );
    let ask = plain(&files["ask/cameras-of-municipalities/index.html"]);
    assert!(ask.contains("Who asks for it 1") && ask.contains("Who asks against it 1"), "{ask}");
    assert_eq!(
        section("shared")[2..],
        [
            &["Ministry of Transport, about Roads and road safety: Drivers of the Coast, Harbour Parents"],
            &["Drivers of the Coast 1"][..],
            &drivers[..],
            &["Harbour Parents 1"],
            &parents[..],
            &["All about Roads and road safety · Ministry of Transport"],
        ]
        .concat()
    );
}

#[test]
fn search_forgives_typos_in_names_and_marks_what_it_found() {
    let (site, files) = transport();
    let told = |question: &str| {
        let hits = site.search(question, 3).into_iter().map(|hit| {
            let whole: String = hit.label.iter().map(|part| part.text.as_str()).collect();
            let marked: Vec<&str> = hit.label.iter().filter(|part| part.hit).map(|part| part.text.as_str()).collect();
            format!("{}: {whole} [{}]", hit.kind, marked.join(" "))
        });
        hits.collect::<Vec<_>>()
    };
    assert_eq!(told("Ministri of Transprot")[0], "actor: Ministry of Transport of Austria [Ministry of Transport of]");
    assert_eq!(told("xyzzy"), Vec::<String>::new());
    assert_eq!(told(""), Vec::<String>::new());
    let quotes = site.search("night lines tender", 5);
    assert!(
        quotes
            .iter()
            .any(|hit| hit.kind == "quote" && hit.text.iter().any(|part| part.hit && part.text.contains("night")))
    );
    let index = &files["assets/search-index.js"];
    let json = index.trim_start_matches("window.demarcheIndex = ").trim_end().trim_end_matches(';');
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let hrefs = json["entries"].as_array().unwrap().iter().map(|entry| entry["href"].as_str().unwrap());
    assert_eq!(hrefs.filter(|href| !files.contains_key(*href)).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// Of a collection that names no private person: what is published of such a one is less than what is known at home.
#[test]
fn the_csv_of_a_question_is_that_of_the_command_line() {
    let site = site("hostile", &options());
    let files = files(&site);
    let folder = graph("hostile").to_str().unwrap();
    let mut compared = 0;
    for (path, page) in files.iter().filter(|(path, _)| path.starts_with("query/") && path.ends_with("index.html")) {
        let Some(command) = page.split("<code id=\"command\">").nth(1) else { continue };
        let command = plain(command.split("</code>").next().unwrap());
        let words: Vec<String> = unquoted(&command);
        let mut call: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        call.extend(["--graph", folder, "--format", "csv"]);
        let answer = program(&call);
        let name = path.split('/').nth(1).unwrap();
        // What stands around a quote is not published.
        if site.book().find(name).unwrap().text.contains("oa:prefix") {
            continue;
        }
        // The graph at home has the local base and the paths of files; the site has neither.
        let told = String::from_utf8(answer.stdout).unwrap();
        let told =
            told.replace("http://localhost:7878/", "https://asks.example.org/city/").replace("tests/hostile/", "");
        let csv = &files[&format!("query/{name}/{name}.csv")];
        assert_eq!(*csv, told, "{command}: {}", String::from_utf8_lossy(&answer.stderr));
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

/// The words of a command as a shell reads them: those in single quotation marks stay together.
fn unquoted(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    let mut signs = command.chars();
    while let Some(c) = signs.next() {
        match c {
            '\'' => quoted = !quoted,
            '\\' if !quoted => words.last_mut().unwrap().extend(signs.next()),
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn nothing_of_a_hostile_document_becomes_markup() {
    let files = files(&site("hostile", &options()));
    let mut wrong = Vec::new();
    let ours = [
        "<!DOCTYPE",
        "<html",
        "</html",
        "<head",
        "</head",
        "<meta",
        "<title",
        "</title",
        "<link",
        "<script defer src=",
        "</script>",
        "<script type=\"application/ld+json\">",
        "<body",
        "</body",
        "<header",
        "</header",
        "<nav",
        "</nav",
        "<ul",
        "</ul",
        "<li",
        "</li",
        "<main",
        "</main",
        "<footer",
        "</footer",
        "<h1",
        "</h1",
        "<h2",
        "</h2",
        "<h3",
        "</h3",
        "<p",
        "</p",
        "<a ",
        "</a>",
        "<b>",
        "<br>",
        "<span",
        "</span",
        "<div",
        "</div",
        "<section",
        "</section",
        "<article",
        "</article",
        "<blockquote",
        "</blockquote",
        "<figure",
        "</figure",
        "<figcaption",
        "</figcaption",
        "<dl",
        "</dl",
        "<dt",
        "</dt",
        "<dd",
        "</dd",
        "<ol",
        "</ol",
        "<table",
        "</table",
        "<thead",
        "</thead",
        "<tbody",
        "</tbody",
        "<tr",
        "</tr",
        "<th",
        "</th",
        "<td",
        "</td",
        "<time",
        "</time",
        "<code",
        "</code",
        "<pre",
        "</pre",
        "<details",
        "</details",
        "<summary",
        "</summary",
        "<button",
        "</button",
        "<form",
        "</form",
        "<label",
        "</label",
        "<input",
        "<textarea",
        "</textarea",
        "<dialog",
        "</dialog",
        "<kbd",
        "</kbd",
        "<em",
        "</em",
        "<i>",
        "</i>",
        "<noscript",
        "</noscript",
        "<svg class=",
        "<svg id=\"bars\"",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"network\"",
        "</svg",
        "<g ",
        "</g",
        "<desc",
        "</desc",
        "<path class=",
        "<polygon class=",
        "<img src=\"data/network.svg\"",
        "<img src=\"../data/network.svg\"",
        "<aside",
        "</aside",
        "<select",
        "</select",
        "<option value=\"",
        "</option",
        "<datalist",
        "</datalist",
        "<fieldset",
        "</fieldset",
        "<legend",
        "</legend",
        "<output",
        "</output",
        "<path d=",
        "<rect",
        "</rect",
        "<text",
        "</text",
        "<line",
        "<circle",
        "</circle",
        "<strong",
        "</strong",
        "<mark",
        "</mark",
    ];
    for (path, text) in files.iter().filter(|(path, _)| is_page(path)) {
        for (at, _) in text.match_indices('<') {
            if !ours.iter().any(|tag| text[at..].starts_with(tag)) {
                wrong.push(format!("{path}: {}", text[at..].chars().take(40).collect::<String>()));
            }
        }
        wrong.extend(text.match_indices("pwned").filter_map(|(at, _)| {
            // Inside of a tag only where it is a quoted attribute's value.
            let before = &text[..at];
            let (open, close) = (before.rfind('<'), before.rfind('>'));
            let tag = open.filter(|open| Some(*open) > close).map(|open| &before[open..])?;
            (tag.matches('"').count() % 2 == 0).then(|| format!("{path}: {tag}"))
        }));
        wrong.extend(
            attributes(text, "href")
                .filter(|href| href.starts_with("javascript") || href.starts_with("data:"))
                .map(|href| format!("{path}: {href}")),
        );
        wrong.extend(text.contains(">49<").then(|| format!("{path}: a template of the document was filled")));
    }
    assert_eq!(wrong, Vec::<String>::new());
    let page = plain(&files["doc/open/index.html"]);
    assert!(page.contains("should publish ferry fares <script>window.pwned=10</script> by June 2026"), "{page}");
    let index = &files["assets/search-index.js"];
    assert!(!index.contains('<') && !index.contains('\u{2028}'));
    assert!(!files["doc/closed-paper/index.html"].contains("{{ "));
}

#[test]
fn a_release_needs_a_real_address_and_a_way_to_correct_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let publish = |more: &[&str]| {
        let mut call = vec!["publish", "--graph", graph("hostile").to_str().unwrap(), "-o", out.to_str().unwrap()];
        call.extend(more);
        let ended = program(&call);
        (ended.status.code().unwrap(), String::from_utf8(ended.stderr).unwrap())
    };
    let (code, told) = publish(&[]);
    assert_eq!(
        (code, told.as_str()),
        (
            2,
            "error: the site's IRIs would begin with http://localhost:7878/, which leads nowhere but on this machine\n  help: give the real address with --base https://…, or say --preview to look at it here\n"
        )
    );
    let (code, told) = publish(&["--base", "https://asks.example.org"]);
    assert_eq!(
        (code, told.as_str()),
        (
            2,
            "error: the site would have no way to ask for a correction\n  help: give one with --corrections mailto:you@example.org, or say --preview to look at it here\n"
        )
    );
    assert!(!out.exists());
    assert_eq!(publish(&["--preview"]).0, 0);
    assert!(out.join("index.html").exists());
    // Again, in its place; and never in the place of something else.
    assert_eq!(publish(&["--base", "https://asks.example.org", "--corrections", "mailto:a@example.org"]).0, 0);
    assert!(
        std::fs::read_to_string(out.join("sitemap.xml"))
            .unwrap()
            .contains("<loc>https://asks.example.org/about/</loc>")
    );
    std::fs::remove_file(out.join(".demarche-site")).unwrap();
    let (code, told) = publish(&["--preview"]);
    assert!(code == 2 && told.contains("holds files that are no site of demarche"), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the site");
}
