//! Corrections by people: each kind does what it says in the whole graph, survives edits of the text and of the lexicon, and
//! is told when its words are gone, when it fits several places, and when the program has come to agree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of tests/collections/fisheries, without its corrections.
fn fisheries() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collections/fisheries");
    let to = folder.path().join("fisheries");
    fs::create_dir_all(to.join("curation")).unwrap();
    for name in ["quota-brief.md", "market-letter.txt"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
    folder
}

/// The same with corrections: a table of them.
fn corrected(table: &str) -> tempfile::TempDir {
    let folder = fisheries();
    correct(folder.path(), table);
    folder
}

fn correct(folder: &Path, table: &str) {
    fs::write(folder.join("fisheries/curation/corrections.csv"), table).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).args(arguments).env("COLUMNS", "100").env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

fn build(folder: &Path) -> (String, String) {
    let output = run(folder, &["build", "fisheries"]);
    let told = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (told(output.stdout), told(output.stderr))
}

/// The rows of a question of our own, sorted.
fn ask(folder: &Path, question: &str) -> Vec<String> {
    let output = run(folder, &["query", "--sparql", question]);
    let text = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.is_empty() || said.starts_with("The graph has no answer"), "{said}");
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

/// Everything that is asked, as the graph has it: verb, strength, polarity, and who fills which role, and how that is known.
fn asked(folder: &Path) -> Vec<String> {
    ask(
        folder,
        "SELECT ?verb ?strength ?polarity ?who WHERE { ?rec a dem:Recommendation ; dem:verb ?verb ; dem:strength ?s ; \
         dem:polarity ?p . OPTIONAL { SELECT ?rec (GROUP_CONCAT(?one; separator=', ') AS ?who) { SELECT ?rec ?one { \
         ?node dem:roleOf ?rec ; dem:roleKind ?kind ; dem:filler ?actor ; dem:how ?how . FILTER(?kind != dem:recommender) \
         BIND(CONCAT(REPLACE(STR(?kind), '.*#', ''), ' ', REPLACE(STR(?actor), '.*/', ''), ' ', REPLACE(STR(?how), '.*#', '')) \
         AS ?one) } ORDER BY ?one } GROUP BY ?rec } BIND(REPLACE(STR(?s), '.*#', '') AS ?strength) \
         BIND(REPLACE(STR(?p), '.*#', '') AS ?polarity) }",
    )
}

/// Every file that a manifest names and the manifest itself, by path.
fn bytes(graph: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(graph).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let told = |path: &Path| !["build.lock", "runs.nq"].iter().any(|name| path.ends_with(name));
    files
        .map(|entry| entry.into_path())
        .filter(|path| told(path))
        .map(|path| (path.strip_prefix(graph).unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

/// The lines that only one of two lists has.
fn difference(before: &[String], after: &[String]) -> Vec<String> {
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}

/// A screen without the lines of the ontology's files, which move.
fn without_lines(screen: &str) -> String {
    let mut parts = screen.split("s.ttl:");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole += "s.ttl:…";
        whole += part.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    whole
}

const HEAD: &str = "action,document,quote,prefix,suffix,verb,role,actor,to,by,date,why\n";

/// What a row changes in all that was asked before.
fn change(folder: &Path, before: &[String], row: &str) -> Vec<String> {
    correct(folder, &format!("{HEAD}{row}\n"));
    let (out, err) = build(folder);
    assert_eq!(err, "", "{row}");
    assert!(out.contains(" · 1 of 1 correction applied"), "{row}: {out}");
    difference(before, &asked(folder))
}

#[test]
fn each_kind_of_correction_changes_what_it_says_and_nothing_else() {
    let cases: [(&str, &[&str]); 12] = [
        ("reject,quota-brief,Landing days should be a feast,,,,,,,R. Vance,,", &["- be\tshould\tpositive\t"]),
        (
            "add,quota-brief,\"Weighing at sea, on every boat\",,,weigh,,,Fisheries Ministry,R. Vance,,",
            &["+ weigh\tshould\tpositive\taddressee x-fisheries-ministry-0e6fc407 curation"],
        ),
        (
            "assign,quota-brief,keep the ice plant open,,,,counterpart with,,Guild of Fishmongers,R. Vance,,",
            &[
                "- keep\tshould\tpositive\taddressee x-harbour-board explicit",
                "+ keep\tshould\tpositive\taddressee x-harbour-board explicit, counterpart x-guild-of-fishmongers curation",
            ],
        ),
        (
            "unassign,quota-brief,It must reserve a tenth,,,,addressee,Fisheries Ministry,,R. Vance,,",
            &[
                "- reserve\tmust\tpositive\taddressee x-fisheries-ministry-0e6fc407 coreference",
                "+ reserve\tmust\tpositive\t",
            ],
        ),
        (
            "reassign,quota-brief,It must reserve a tenth,,,,addressee,,Harbour Board,R. Vance,,",
            &[
                "- reserve\tmust\tpositive\taddressee x-fisheries-ministry-0e6fc407 coreference",
                "+ reserve\tmust\tpositive\taddressee x-harbour-board curation",
            ],
        ),
        (
            "set,market-letter,must repair the cold store,,,,strength,,may,R. Vance,,",
            &[
                "- repair\tmust\tpositive\taddressee x-board-of-the-harbour explicit",
                "+ repair\tmay\tpositive\taddressee x-board-of-the-harbour explicit",
            ],
        ),
        (
            "set,market-letter,must repair the cold store,,,,polarity,,negative,R. Vance,,",
            &[
                "- repair\tmust\tpositive\taddressee x-board-of-the-harbour explicit",
                "+ repair\tmust\tnegative\taddressee x-board-of-the-harbour explicit",
            ],
        ),
        (
            "merge,,,,,,,Board of the Harbour,Harbour Board,R. Vance,,",
            &[
                "- repair\tmust\tpositive\taddressee x-board-of-the-harbour explicit",
                "+ repair\tmust\tpositive\taddressee x-harbour-board explicit",
            ],
        ),
        (
            "split,market-letter,,,,,,Fisheries Ministry,Ministry of Fisheries of Skerry,R. Vance,,",
            &[
                "- pay\tshould\tpositive\taddressee x-fisheries-ministry-d3a28f3a explicit",
                "+ pay\tshould\tpositive\taddressee x-ministry-of-fisheries-of-skerry explicit",
            ],
        ),
        (
            "alias,,,,,,,Skerry Auction House,Skerry Auction,R. Vance,,",
            &[
                "- show\tshould\tpositive\t",
                "+ show\tshould\tpositive\taddressee x-skerry-auction-house explicit",
                "- work\tshould\tpositive\taddressee x-harbour-board explicit",
                "+ work\tshould\tpositive\taddressee x-harbour-board explicit, counterpart x-skerry-auction-house explicit",
            ],
        ),
        ("rename,,,,,,,Harbour Board,Harbour Board of Skerry,R. Vance,,", &[]),
        ("kind,,,,,,,Harbour Board,Organization,R. Vance,,", &[]),
    ];
    let folder = fisheries();
    build(folder.path());
    let before = asked(folder.path());
    for (row, expected) in cases {
        let mut expected: Vec<&str> = expected.to_vec();
        let mut changed = change(folder.path(), &before, row);
        expected.sort_unstable();
        changed.sort();
        assert_eq!(changed, expected, "{row}");
    }
}

#[test]
fn names_kinds_and_doubts_follow() {
    let table = "rename,,,,,,,Harbour Board,Harbour Board of Skerry,R. Vance,,\n\
                 kind,,,,,,,Harbour Board,Organization,R. Vance,,\n\
                 merge,,,,,,,Board of the Harbour,Harbour Board,R. Vance,,\n\
                 confirm,quota-brief,It must reserve a tenth,,,,,,,R. Vance,,";
    let folder = corrected(&format!("{HEAD}{table}"));
    assert_eq!(build(folder.path()).1, "");
    let board = "SELECT ?name ?other ?kind { <http://localhost:7878/id/x-harbour-board> a ?kind ; skos:prefLabel ?name ; \
                 skos:altLabel ?other }";
    assert_eq!(
        ask(folder.path(), board),
        ["Board of the Harbour", "Harbour Board"]
            .map(|other| format!("Harbour Board of Skerry\t{other}\tOrganization"))
    );
    let doubts = ask(folder.path(), "SELECT ?verb ?doubt { ?rec dem:doubt ?doubt ; dem:verb ?verb }");
    assert_eq!(doubts, ["pay\thttp://localhost:7878/doubt/conditional"]);
    let output = run(folder.path(), &["query", "asked-to-do", "--actor", "Board of the Harbour"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 4);
}

#[test]
fn a_suppressed_person_is_nowhere_but_in_the_words_of_the_text() {
    let folder = fisheries();
    build(folder.path());
    let person = "SELECT ?person { GRAPH ?graph { ?person a dem:Person } FILTER(CONTAINS(STR(?graph), '/doc/')) }";
    assert_eq!(ask(folder.path(), person), ["http://localhost:7878/id/x-tove-lindahl"]);
    correct(folder.path(), &format!("{HEAD}suppress,,,,,,,Tove Lindahl,,,,\n"));
    for _ in 0..2 {
        assert_eq!(build(folder.path()).1, "");
        assert_eq!(ask(folder.path(), person), Vec::<String>::new());
    }
    for (path, content) in bytes(&folder.path().join("graph")) {
        let text = String::from_utf8(content).unwrap().to_lowercase();
        let in_words = |line: &str| {
            let quote = ["#exact>", "#prefix>", "#suffix>"].iter().any(|property| line.contains(property));
            quote && !line.replace(' ', "-").contains("tove-lindahl>") || path.starts_with("texts")
        };
        let told: Vec<&str> = text.lines().filter(|line| line.contains("lindahl") && !in_words(line)).collect();
        assert_eq!(told, Vec::<&str>::new(), "{}", path.display());
    }
}

#[test]
fn a_name_that_markup_parts_or_that_only_a_table_tells_is_suppressed_in_documents_that_did_not_change() {
    let folder = tempfile::tempdir().unwrap();
    let collection = folder.path().join("fisheries");
    fs::create_dir_all(collection.join("curation")).unwrap();
    let says = |name: &str| format!("The quay must be repaired, said Dr. {name} of the Quay Trust.\n");
    for (file, name) in [("a.md", "Tove **Lindahl**"), ("c.txt", "Tove\nLindahl")] {
        fs::write(collection.join(file), says(name)).unwrap();
    }
    let row = "{\"id\": \"d.txt\", \"text\": \"The quay must be repaired.\", \"publisher\": \"Dr. Tove Lindahl\"}\n";
    fs::write(collection.join("rows.ndjson"), row).unwrap();
    fs::write(collection.join("e.txt"), "The quay must be repaired.\n").unwrap();
    fs::write(collection.join("documents.csv"), "file,publisher\ne.txt,Dr. Tove Lindahl\n").unwrap();
    build(folder.path());
    let named = "SELECT DISTINCT ?document { GRAPH ?graph { ?who skos:prefLabel ?name . FILTER(CONTAINS(?name, 'Lindahl')) } \
                 BIND(REPLACE(STR(?graph), '.*/', '') AS ?document) }";
    assert_eq!(ask(folder.path(), named), ["a", "c", "d-txt", "e"]);
    correct(folder.path(), &format!("{HEAD}suppress,,,,,,,Tove Lindahl,,,,\nsuppress,,,,,,,Dr. Tove Lindahl,,,,\n"));
    build(folder.path());
    assert_eq!(ask(folder.path(), named), Vec::<String>::new());
}

#[test]
fn whom_corrections_suppress_no_site_shows() {
    let folder = fisheries();
    correct(folder.path(), &format!("{HEAD}suppress,,,,,,,Tove Lindahl,,,,\n"));
    build(folder.path());
    let publish = || run(folder.path(), &["publish", "-o", "site", "--preview"]);
    assert_eq!(String::from_utf8_lossy(&publish().stderr), "");
    let holding: Vec<PathBuf> = bytes(&folder.path().join("site"))
        .into_iter()
        .filter(|(path, content)| {
            let told = String::from_utf8_lossy(content).to_lowercase();
            told.contains("lindahl") || path.to_string_lossy().contains("lindahl")
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(holding, Vec::<PathBuf>::new());
    // Without the file nobody knows whom to leave out.
    fs::remove_dir_all(folder.path().join("fisheries/curation")).unwrap();
    let output = publish();
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: fisheries/curation: the curation folder cannot be read: No such file or directory (os error 2), and it says \
         whose names must not be published\n  help: publish from the folder where the graph was built; or mend the file, and \
         build again\n"
    );
}

#[test]
fn what_is_lost_ambiguous_or_no_longer_needed_is_told_with_its_place() {
    let table = "reject,quota-brief,Landing days shall be a feast,,,,,,,R. Vance,,\n\
                 reject,quota-brief,should,,,,,,,R. Vance,,\n\
                 reject,quota-brief,\"Weighing at sea, on every boat\",,,,,,,R. Vance,,\n\
                 reject,harbour-plan,Landing days should be a feast,,,,,,,R. Vance,,\n\
                 assign,quota-brief,keep the ice plant open,,,,addressee,,Harbour Board,R. Vance,,\n\
                 set,quota-brief,keep the ice plant open,,,,strength,,should,R. Vance,,\n\
                 confirm,quota-brief,Weighing at sea,,,,,,,R. Vance,,\n\
                 add,quota-brief,The Harbour Board should keep the ice plant open,,,keep,,,,R. Vance,,\n\
                 merge,,,,,,,Board of the Canal,Harbour Board,R. Vance,,\n\
                 reject,quota-brief,Landing days should be a feast,,,,,,,R. Vance,,\n\
                 reject,quota-brief,Landing days should be a feast,,,,,,,I. Corral,,";
    let folder = corrected(&format!("{HEAD}{table}\n"));
    let (out, err) = build(folder.path());
    assert!(out.contains("2 read · 1 of 10 corrections applied"), "{out}");
    insta::assert_snapshot!("reports", err);
    // They are told again where nothing is read again.
    let (out, again) = build(folder.path());
    assert!(out.contains("0 read · 2 unchanged · 1 of 10 corrections applied"), "{out}");
    assert_eq!(again, err);
}

#[test]
fn a_prefix_a_suffix_or_the_verb_tells_places_apart() {
    let folder = fisheries();
    let letter =
        "The Harbour Board should act. The Guild should act and should report. The Harbour Board should wait.\n";
    fs::write(folder.path().join("fisheries/market-letter.txt"), letter).unwrap();
    let row = |row: &str| correct(folder.path(), &format!("{HEAD}reject,market-letter,{row},,,,R. Vance,,\n"));
    let verbs = || {
        ask(
            folder.path(),
            "SELECT ?verb { ?rec dem:statedIn <http://localhost:7878/doc/market-letter> ; dem:verb ?verb }",
        )
    };
    for (told, left) in [
        ("should act,The Harbour Board,,", "act report wait"),
        ("should act,,and should,", "act report wait"),
        ("should act and should report,,,report", "act act wait"),
        ("\"The Guild should act and should report.\",,,act", "act report wait"),
    ] {
        row(told);
        let (_, err) = build(folder.path());
        assert_eq!(err, "", "{told}");
        assert_eq!(verbs().join(" "), left, "{told}");
    }
}

#[test]
fn corrections_survive_edits_elsewhere_and_another_lexicon() {
    let table = "reject,quota-brief,Landing days should be a feast,,,,,,,R. Vance,,\n\
                 reassign,quota-brief,It must reserve a tenth,,,,addressee,,Harbour Board,R. Vance,,\n\
                 add,quota-brief,\"Weighing at sea, on every boat\",,,weigh,,,Fisheries Ministry,R. Vance,,\n\
                 merge,,,,,,,Board of the Harbour,Harbour Board,R. Vance,,";
    let folder = corrected(&format!("{HEAD}{table}\n"));
    assert_eq!(build(folder.path()).1, "");
    let before = asked(folder.path());
    let brief = folder.path().join("fisheries/quota-brief.md");
    let text = fs::read_to_string(&brief).unwrap();
    let text = text.replace("12 March 2031", "13 March 2031\n\nA first paragraph that was not there.");
    let text = text.replace("cod quota for boats\nunder", "cod\nquota for   boats under");
    fs::write(&brief, text).unwrap();
    let (out, err) = build(folder.path());
    assert!(out.contains("1 read · 1 unchanged · 4 of 4 corrections applied"), "{out}");
    assert_eq!(err, "");
    assert_eq!(difference(&before, &asked(folder.path())), Vec::<String>::new());

    let field = folder.path().join("field");
    fs::create_dir(&field).unwrap();
    let entry = "@prefix dem: <https://w3id.org/demarche/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
                 <id/fisheries-ministry> a dem:GovernmentBody ; skos:prefLabel \"Fisheries Ministry\"@en .\n";
    fs::write(field.join("sea.ttl"), entry).unwrap();
    let output = run(folder.path(), &["build", "fisheries", "--ontology", "field"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let known: Vec<String> = before
        .iter()
        .map(|line| {
            line.replace("x-fisheries-ministry-d3a28f3a", "fisheries-ministry")
                .replace("x-fisheries-ministry-0e6fc407", "fisheries-ministry")
        })
        .collect();
    assert_eq!(difference(&known, &asked(folder.path())), Vec::<String>::new());
}

#[test]
fn a_correction_rebuilds_what_it_touches_and_a_build_after_edits_equals_a_fresh_one() {
    let folder = fisheries();
    build(folder.path());
    let row = |rows: &str| {
        correct(folder.path(), &format!("{HEAD}{rows}\n"));
        build(folder.path()).0.lines().nth(1).unwrap().to_owned()
    };
    let merge = "merge,,,,,,,Board of the Harbour,Harbour Board,R. Vance,,";
    let reject = "reject,quota-brief,Landing days should be a feast,,,,,,,R. Vance,,";
    assert_eq!(row(reject), "1 read · 1 unchanged · 1 of 1 correction applied");
    // The words of the name stand in both, apart in one.
    assert_eq!(row(&format!("{reject}\n{merge}")), "2 read · 2 of 2 corrections applied");
    // Who says so and why stands in the curation graph only.
    let why = format!("{reject}because\n{merge}");
    assert_eq!(row(&why), "0 read · 2 unchanged · 2 of 2 corrections applied");
    let alias = "alias,,,,,,,Guild of Fishmongers,Market News,R. Vance,,";
    assert_eq!(row(&format!("{why}\n{alias}")), "1 read · 1 unchanged · 3 of 3 corrections applied");
    assert_eq!(row(&why), "1 read · 1 unchanged · 2 of 2 corrections applied");
    build(folder.path());
    for jobs in ["1", "8"] {
        let output = run(folder.path(), &["build", "fisheries", "--graph", jobs, "--jobs", jobs]);
        assert!(output.status.success());
        assert_eq!(bytes(&folder.path().join("graph")), bytes(&folder.path().join(jobs)), "{jobs}");
    }
    fs::remove_dir_all(folder.path().join("fisheries/curation")).unwrap();
    let out = build(folder.path()).0;
    assert_eq!(out.lines().nth(1), Some("2 read"), "{out}");
    let untouched = fisheries();
    build(untouched.path());
    assert_eq!(asked(folder.path()), asked(untouched.path()));
}

#[test]
fn what_cannot_be_understood_is_told_and_the_rest_counts() {
    let rows = "recject,quota-brief,Landing days should be a feast,,,,,,,R. Vance,,\n\
                reject,,Landing days should be a feast,,,,,,,R. Vance,,\n\
                reject,quota-brief,,,,,,,,R. Vance,,\n\
                reject,quota-brief,Landing days should be a feast,,,,,,,,,\n\
                assign,quota-brief,keep the ice plant open,,,,adressee,,Harbour Board,R. Vance,,\n\
                assign,quota-brief,keep the ice plant open,,,,addressee,,,R. Vance,,\n\
                set,quota-brief,keep the ice plant open,,,,strength,,shall,R. Vance,,\n\
                set,quota-brief,keep the ice plant open,,,,topic,,fishries,R. Vance,,\n\
                kind,,,,,,,Harbour Board,Organisation,R. Vance,,\n\
                rename,,,,,,,Qatar,Katar,R. Vance,,\n\
                add,quota-brief,\"Weighing at sea\",,,,,,,R. Vance,,\n\
                ,quota-brief,not decided yet,,,,,,,,,\n\
                confirm,quota-brief,It must reserve a tenth,,,,,,,R. Vance,,";
    let folder = corrected(&format!("{HEAD}{rows}\n"));
    let curation = folder.path().join("fisheries/curation");
    fs::write(curation.join("columns.csv"), "action;document;qoute\nreject;quota-brief;a\n").unwrap();
    fs::write(curation.join("nothing.csv"), "who,what\na,b\n").unwrap();
    fs::write(curation.join("broken.ttl"), "@prefix dem: <https://w3id.org/demarche/ns#> .\n<#a> a dem:Correction ,\n")
        .unwrap();
    let half = "@prefix dem: <https://w3id.org/demarche/ns#> .\n@prefix oa: <http://www.w3.org/ns/oa#> .\n\
                [] a dem:Correction ; dem:operation \"reject\" ; oa:hasTarget [ oa:hasSelector [ oa:exact \"a feast\" ] ] .\n";
    fs::write(curation.join("half.ttl"), half).unwrap();
    fs::write(curation.join("notes.md"), "The Harbour Board should act.\n").unwrap();
    let output = run(folder.path(), &["build", "fisheries", "-v"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("refused", String::from_utf8(output.stderr).unwrap());
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("2 read · 1 of 1 correction applied"), "{out}");
    assert!(out.contains("Left out of the corrections\n  fisheries/curation/broken.ttl: is no valid Turtle"), "{out}");
}

/// The corrections that stand beside the collection, a table and linked data: what the graph says of them.
#[test]
fn the_graph_says_who_corrected_what_and_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collections/fisheries");
    for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap) {
        let to = folder.path().join("fisheries").join(entry.path().strip_prefix(&from).unwrap());
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(to).unwrap(),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
    let (out, err) = build(folder.path());
    assert_eq!(err, "");
    assert!(out.contains("2 read · 10 of 10 corrections applied"), "{out}");
    let graph = run(folder.path(), &["query", "corrections"]);
    insta::assert_snapshot!("corrections", String::from_utf8(graph.stdout).unwrap());
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(0));
    let turtle = "CONSTRUCT { ?s ?p ?o } { GRAPH <http://localhost:7878/graph/curation> { ?s ?p ?o } }";
    let graph = run(folder.path(), &["query", "--sparql", turtle, "--format", "ttl"]);
    insta::assert_snapshot!("curation_graph", String::from_utf8(graph.stdout).unwrap());
    for (place, name) in [("quota-brief.md:10", "rejected_and_added"), ("market-letter.txt:8", "reassigned_and_set")] {
        let screen = run(folder.path(), &["explain", &format!("fisheries/{place}")]);
        let screen = String::from_utf8(screen.stdout).unwrap();
        insta::assert_snapshot!(name, without_lines(&screen));
    }
}

/// The table that `curate` writes is one that `build` reads, once its actions are filled in.
#[test]
fn a_table_for_a_spreadsheet_goes_out_and_comes_back() {
    let folder = fisheries();
    build(folder.path());
    let table = "fisheries/curation/review.csv";
    let written = run(folder.path(), &["curate", "--by", "R. Vance", "-o", table]);
    assert_eq!((written.status.code(), written.stderr.as_slice()), (Some(0), b"".as_slice()));
    let head = "action,document,quote,prefix,suffix,verb,role,actor,to,by,date,why,(asked),(doubts)\n";
    let pay = ",market-letter,the Fisheries Ministry should pay for a second ice plant,,,,,,,R. Vance,,,Fisheries Ministry (named by Guild of Fishmongers),\
               conditional\n";
    let reserve = ",quota-brief,It must reserve a tenth of the cod quota for boats under ten metres,,,,,,,R. Vance,,,\
                   Fisheries Ministry (named by Coastal Skippers' Union),pronoun\n";
    let text = fs::read_to_string(folder.path().join(table)).unwrap();
    assert_eq!(text, format!("{head}{pay}{reserve}"));
    // Nothing is decided yet.
    assert!(build(folder.path()).0.contains("0 read · 2 unchanged\n"));
    fs::write(folder.path().join(table), format!("{head}{pay}confirm{reserve}")).unwrap();
    let (out, err) = build(folder.path());
    assert!(out.contains("1 read · 1 unchanged · 1 of 1 correction applied"), "{out}");
    assert_eq!(err, "");
    let left = run(folder.path(), &["curate", "--by", "R. Vance"]);
    assert_eq!(String::from_utf8(left.stdout).unwrap(), format!("{head}{pay}"));
    let one = ask(folder.path(), "SELECT ?rec { ?rec dem:verb 'repair' }").remove(0);
    let one = run(folder.path(), &["curate", &one]);
    assert_eq!(
        String::from_utf8(one.stdout).unwrap(),
        format!(
            "{head},market-letter,The Board of the Harbour must repair the cold store,,,,,,,,,,Board of the Harbour,\n"
        )
    );
    let nobody = run(folder.path(), &["curate", "rec:quota-brief/00000000"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(nobody.stderr).unwrap(),
        "error: the graph has no recommendation rec:quota-brief/00000000\n  \
         help: demarche query and the pages tell the IRIs of recommendations: http://…/rec/…\n"
    );
}

/// Why a sentence asks for nothing, for each way in which a cue can miss.
#[test]
fn explain_says_why_nothing_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let text = "# Notes on the ferry\n\nShould the council buy a second ferry?\n\nIt should be noted that fares rose twice.\n\n\
                The council should have bought the ferry.\n\nIf the council should sell the pier, the shops will close.\n\n\
                The law requires the operator to insure every boat.\n\n| who | what |\n| --- | --- |\n\
                | council | The council should act. |\n\nThe mayor said that the pier is old.\n";
    fs::write(folder.path().join("near.md"), text).unwrap();
    let mut screens = String::new();
    for line in [3, 5, 7, 9, 11, 15, 17] {
        let output = run(folder.path(), &["explain", &format!("near.md:{line}")]);
        assert_eq!(output.status.code(), Some(1));
        let screen = String::from_utf8(output.stdout).unwrap();
        screens += screen.split("\n  Named here").next().unwrap().trim_end();
        screens += "\n\n";
    }
    insta::assert_snapshot!("near_misses", without_lines(&screens));
}
