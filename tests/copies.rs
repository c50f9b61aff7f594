//! One text in several documents counts once, whoever reprints it; two acts in nearly the same words stay two.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The copies in tests/collections/reprints.
const COPIES: [&str; 3] = ["pilots-letter-saved.html", "gazette-reprint.txt", "pilots-letter-edited.txt"];

/// A copy of tests/collections/reprints without some of its files.
fn reprints(without: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("reprints");
    fs::create_dir(&to).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collections/reprints")).unwrap() {
        let from = entry.unwrap().path();
        let name = from.file_name().unwrap().to_string_lossy().into_owned();
        if name == "documents.csv" {
            let rows = fs::read_to_string(&from).unwrap();
            let rows: Vec<&str> =
                rows.lines().filter(|row| !without.iter().any(|name| row.starts_with(name))).collect();
            fs::write(to.join(name), rows.join("\n") + "\n").unwrap();
        } else if !without.contains(&name.as_str()) {
            fs::copy(&from, to.join(name)).unwrap();
        }
    }
    folder
}

/// What a command prints to standard output, and to standard error.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).args(arguments).env("COLUMNS", "100").env_remove("CLICOLOR_FORCE");
    let output = command.output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Builds, and returns what is told: the counts, what was read, and what are copies.
fn build(folder: &Path) -> Vec<String> {
    let (out, err) = run(folder, &["build", "reprints"]);
    assert_eq!(err, "");
    out.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The documents and what they are copies of, as the graph has it.
fn copies(folder: &Path) -> Vec<String> {
    let question = "SELECT ?copy ?original ?how ?resemblance { ?c dem:copyOf ?o . ?finding dem:findingOf ?c ; dem:property \
                    dem:copyOf ; dem:how ?h . OPTIONAL { ?finding dem:resemblance ?resemblance } BIND(REPLACE(STR(?c), \
                    '.*/', '') AS ?copy) BIND(REPLACE(STR(?o), '.*/', '') AS ?original) BIND(REPLACE(STR(?h), '.*#', '') \
                    AS ?how) } ORDER BY ?copy";
    run(folder, &["query", "--sparql", question]).0.lines().skip(1).map(str::to_owned).collect()
}

fn correct(folder: &Path, rows: &str) {
    fs::create_dir_all(folder.join("reprints/curation")).unwrap();
    let head = "action,document,to,by,why\n";
    fs::write(folder.join("reprints/curation/corrections.csv"), format!("{head}{rows}\n")).unwrap();
}

#[test]
fn reprints_saved_pages_and_edited_letters_are_copies_and_acts_in_like_words_are_not() {
    let folder = reprints(&[]);
    assert_eq!(
        build(folder.path())[1..],
        [
            "10 read",
            "3 documents are copies of others; what they ask is counted once:",
            "  gazette-reprint of pilots-letter 70% alike",
            "  pilots-letter-edited of pilots-letter 73% alike",
            "  pilots-letter-saved of pilots-letter 100% alike",
        ]
    );
    assert_eq!(
        copies(folder.path()),
        [
            "gazette-reprint\tpilots-letter\tinferred\t0.7",
            "pilots-letter-edited\tpilots-letter\tinferred\t0.73",
            "pilots-letter-saved\tpilots-letter\tinferred\t1",
        ]
    );
}

/// Every question that needs no answer from the user, but those about documents and names, and `reported-calls`: that tells what
/// each document reports, copies too.
fn answers(folder: &Path) -> BTreeMap<String, String> {
    let about = [
        "actor-kinds",
        "actor-names",
        "actors",
        "copies",
        "documents",
        "documents-without",
        "never-addressed",
        "reported-calls",
        "unknown-actors",
    ];
    let queries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("queries")).unwrap();
    let paths = queries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let open = paths.filter(|path| !fs::read_to_string(path).unwrap().contains("required: true"));
    let names = open.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    let asked = names.filter(|name| !about.contains(&name.as_str()));
    asked.map(|name| (name.clone(), run(folder, &["query", &name, "--format", "tsv"]).0)).collect()
}

#[test]
fn no_question_counts_a_copy_and_no_edge_is_made_of_one() {
    let (with, without) = (reprints(&[]), reprints(&COPIES));
    build(with.path());
    build(without.path());
    let (with_copies, alone) = (answers(with.path()), answers(without.path()));
    assert!(alone.len() > 20 && alone["who-asks-whom"].lines().count() > 10);
    for (name, answer) in &alone {
        assert_eq!(with_copies[name], *answer, "{name}");
    }
    let edges = "SELECT ?from ?to ?rec { ?edge a dem:Edge ; dem:edgeFrom ?from ; dem:edgeTo ?to ; prov:wasDerivedFrom ?rec } \
                 ORDER BY ?from ?to ?rec";
    let edges = |folder: &tempfile::TempDir| run(folder.path(), &["query", "--sparql", edges]).0;
    assert_eq!(edges(&with), edges(&without));
}

#[test]
fn a_copy_keeps_its_words_and_says_of_what_it_is_one() {
    let folder = reprints(&[]);
    build(folder.path());
    let question = "SELECT ?class ?quote { ?rec a ?class ; dem:statedIn <doc/gazette-reprint> ; \
                    dem:evidence/oa:hasSelector/oa:exact ?quote } ORDER BY ?quote";
    assert_eq!(
        run(folder.path(), &["query", "--sparql", question]).0.lines().skip(1).collect::<Vec<_>>(),
        [
            "RepeatedRecommendation\tNo tanker should enter the harbour by night until the lights work",
            "RepeatedRecommendation\tThe Harbour Authority must repair the approach lights before the end of April 2025",
            "RepeatedRecommendation\tThe insurers should share the costs of a second pilot boat",
            "RepeatedRecommendation\tpublish the report on the February incident, with the record of the radio traffic",
            "RepeatedRecommendation\tsit down with the Authority at any time",
            "RepeatedRecommendation\tthe Harbour Authority should hire six more pilots for the night shift",
        ]
    );
    assert_eq!(run(folder.path(), &["publish", "-o", "site", "--preview"]).1, "");
    assert_eq!(run(folder.path(), &["check", "--graph", "graph"]).1, "");
    let page = |name: &str| fs::read_to_string(folder.path().join("site/doc").join(name).join("index.html")).unwrap();
    let line = |page: &str, words: &str| {
        page.lines().find(|line| line.contains(words)).map(|line| {
            let mut text = String::new();
            let mut inside = false;
            for c in line.chars() {
                inside = c == '<' || inside && c != '>';
                if !inside && c != '>' {
                    text.push(c);
                }
            }
            text
        })
    };
    assert_eq!(
        line(&page("gazette-reprint"), "A copy of").as_deref(),
        Some("A copy of Open letter on the night approach to Lindmark harbour: what it asks is counted there, once.")
    );
    let told = line(&page("pilots-letter"), "copies").unwrap();
    assert_eq!(
        told.split("text, SHA-256").next(),
        Some(
            "copiesPILOTS: LIGHTS OUT AT THE BREAKWATER, Lights out: the night approach to Lindmark harbor, Open letter on the \
             night approach to Lindmark harbour"
        )
    );
    assert_eq!(line(&page("motion-of-ashby"), "A copy of"), None);
}

/// Every file that a manifest names and the manifest itself, by path.
fn bytes(graph: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(graph).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let told = |path: &Path| !["build.lock", "runs.nq"].iter().any(|name| path.ends_with(name));
    let paths = files.map(walkdir::DirEntry::into_path).filter(|path| told(path));
    paths.map(|path| (path.strip_prefix(graph).unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

#[test]
fn when_the_original_goes_the_next_one_takes_its_place_and_only_what_changes_is_read() {
    let folder = reprints(&[]);
    build(folder.path());
    assert_eq!(build(folder.path())[1], "0 read · 10 unchanged");
    let original = folder.path().join("reprints/pilots-letter.md");
    let letter = fs::read(&original).unwrap();
    fs::remove_file(&original).unwrap();
    let table = folder.path().join("reprints/documents.csv");
    let rows = fs::read_to_string(&table).unwrap();
    let row = "pilots-letter.md,Lindmark Port Pilots' Union,2025-03-04,https://pilots.example/letter\n";
    fs::write(&table, rows.replace(row, "")).unwrap();
    assert_eq!(
        build(folder.path())[1..],
        [
            "0 read · 9 unchanged · 1 removed",
            "2 documents are copies of others; what they ask is counted once:",
            "  gazette-reprint of pilots-letter-saved 70% alike",
            "  pilots-letter-edited of pilots-letter-saved 73% alike",
        ]
    );
    fs::write(&original, letter).unwrap();
    fs::write(&table, rows).unwrap();
    assert_eq!(build(folder.path())[1], "1 read · 9 unchanged");
    build(folder.path());
    for jobs in ["1", "8"] {
        // Twice: the second build sweeps what the first one stored anew.
        for _ in 0..2 {
            run(folder.path(), &["build", "reprints", "--graph", jobs, "--jobs", jobs]);
        }
        assert!(bytes(&folder.path().join("graph")) == bytes(&folder.path().join(jobs)), "{jobs}");
    }
}

#[test]
fn people_overrule_what_is_a_copy() {
    let folder = reprints(&[]);
    correct(
        folder.path(),
        "copy,gazette-reprint,none,R. Vance,an article of its own\ncopy,motion-of-merrow.txt,motion-of-ashby,R. Vance,sent round\n\
         copy,pilots-letter-edited,pilots-letter,R. Vance,\ncopy,notice-music-room,notice-room,R. Vance,",
    );
    let (out, err) = run(folder.path(), &["build", "reprints"]);
    assert_eq!(out.lines().nth(1), Some("10 read · 2 of 4 corrections applied"), "{out}");
    let told: Vec<&str> = err.lines().filter(|line| line.contains("curation::")).collect();
    assert_eq!(
        told,
        [
            "reprints/curation/corrections.csv:4:1: note: this copy is no longer needed: the program finds the same by itself \
             [curation::needless]",
            "reprints/curation/corrections.csv:5:1: warning: this copy could not be applied: no other document of the graph has \
             the id notice-room [curation::lost]",
        ]
    );
    assert_eq!(
        copies(folder.path()),
        [
            "motion-of-merrow\tmotion-of-ashby\tcuration\t",
            "pilots-letter-edited\tpilots-letter\tcuration\t",
            "pilots-letter-saved\tpilots-letter\tinferred\t1",
        ]
    );
    let question = "SELECT ?was ?is ?outcome { ?correction dem:operation 'copy' ; dem:property dem:copyOf ; dem:outcome \
                    ?outcome . OPTIONAL { ?correction dem:formerValue ?w } OPTIONAL { ?correction dem:newValue ?i } \
                    BIND(REPLACE(STR(?w), '.*/', '') AS ?was) BIND(REPLACE(STR(?i), '.*/', '') AS ?is) } ORDER BY ?outcome ?was";
    assert_eq!(
        run(folder.path(), &["query", "--sparql", question]).0.lines().skip(1).collect::<Vec<_>>(),
        [
            "\tmotion-of-ashby\tapplied",
            "pilots-letter\t\tapplied",
            "\t\tlost",
            "pilots-letter\tpilots-letter\tneedless",
        ]
    );
}

#[test]
fn without_its_rule_nothing_is_a_copy() {
    let folder = reprints(&[]);
    let rules = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/rules.ttl")).unwrap();
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("rules.ttl"), rules.replace("<rule/copy-of-text>", "<rule/none>")).unwrap();
    let (_, err) = run(folder.path(), &["build", "reprints", "--ontology", "own"]);
    assert_eq!(err, "");
    assert_eq!(copies(folder.path()), Vec::<String>::new());
}
