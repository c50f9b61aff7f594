//! The command line as people see it: every screen in `cli/*.trycmd`, each over the folder of its name. `TRYCMD=overwrite`
//! writes them anew: read them as prose before they are kept. Below: what a screen cannot show.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What each command says, line by line. The folders beside the files are copied first: a build writes into them.
#[test]
fn screens() {
    trycmd::TestCases::new().env("COLUMNS", "100").env("NO_COLOR", "1").case("tests/cli/*.trycmd");
}

fn demarche(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").env("COLUMNS", "100");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    demarche(folder, arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with texts on city parks.
fn parks() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("parks/old")).unwrap();
    for (name, department, verb) in [
        ("parks/benches.txt", "Parks Department", "paint the benches"),
        ("parks/gates.txt", "City Council", "open the gates at six"),
        ("parks/old/swings.txt", "Parks Department", "mend the swings"),
        ("parks/trees.md", "Riverside School Board", "water the trees"),
    ] {
        let text = format!("Friends of Elm Park\n\n12 June 2031\n\nThe {department} should {verb} by 2033.\n");
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Every file of a graph folder but those that bear the time.
fn bytes(graph: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(graph).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(graph).unwrap().to_string_lossy().into_owned();
    let named = files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap()));
    named.filter(|(name, _)| name != "runs.nq" && name != "build.lock").collect()
}

#[test]
fn the_same_bytes_from_any_number_of_threads_and_any_order_of_paths() {
    let folder = parks();
    let parts = ["parks/benches.txt", "parks/gates.txt", "parks/old", "parks/trees.md"];
    let build = |graph: &str, jobs: &str, paths: &[&str]| {
        let arguments = [&["build", "--graph", graph, "--jobs", jobs], paths].concat();
        let output = run(folder.path(), &arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        (stdout(&output).replace(graph, "graph"), bytes(&folder.path().join(graph)))
    };
    let one = build("one", "1", &parts);
    assert!(one.1.len() > 12, "{:?}", one.1.keys());
    assert_eq!(one, build("two", "2", &[parts[3], parts[1], parts[0], parts[2]]));
    assert_eq!(one, build("eight", "8", &[parts[2], parts[0], parts[3], parts[1]]));
}

#[test]
fn a_build_after_edits_equals_a_fresh_one() {
    let folder = parks();
    let at = |name: &str| folder.path().join(name);
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    fs::write(at("parks/benches.txt"), "The Parks Department must not paint the benches.\n").unwrap();
    fs::write(at("parks/new.txt"), "The City Council should buy benches.\n").unwrap();
    fs::remove_file(at("parks/gates.txt")).unwrap();
    fs::rename(at("parks/old"), at("parks/older")).unwrap();
    let again = run(folder.path(), &["build"]);
    assert!(stdout(&again).contains("3 read · 1 unchanged · 2 removed"), "{}", stdout(&again));
    // A third build sweeps what the first left behind.
    assert!(run(folder.path(), &["build"]).status.success());
    assert!(run(folder.path(), &["build", "parks", "--graph", "fresh"]).status.success());
    assert_eq!(bytes(&at("graph")), bytes(&at("fresh")));
}

#[test]
fn a_document_gets_the_id_that_it_would_have_in_a_fresh_build() {
    let folder = parks();
    fs::write(folder.path().join("parks/trees.txt"), "The City Council should count the trees.\n").unwrap();
    assert_eq!(run(folder.path(), &["build", "parks"]).status.code(), Some(1));
    fs::remove_file(folder.path().join("parks/trees.md")).unwrap();
    assert!(run(folder.path(), &["build"]).status.success());
    let documents = run(folder.path(), &["query", "--sparql", "SELECT ?id { ?id dem:file 'parks/trees.txt' }"]);
    assert_eq!(stdout(&documents), "id\nhttp://localhost:7878/doc/trees\n");
}

#[test]
fn warnings_of_unchanged_documents_are_not_forgotten() {
    let folder = parks();
    fs::write(folder.path().join("parks/cafe.txt"), b"The Caf\xe9 Board should open the terrace.\n").unwrap();
    assert_eq!(run(folder.path(), &["build", "parks"]).status.code(), Some(1));
    let again = run(folder.path(), &["build"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        stdout(&again).contains("1 doubtful place in unchanged documents (--force shows them)"),
        "{}",
        stdout(&again)
    );
}

#[test]
fn a_second_build_says_who_is_at_work() {
    let folder = parks();
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    let before = bytes(&folder.path().join("graph"));
    let lock = fs::OpenOptions::new().write(true).open(folder.path().join("graph/build.lock")).unwrap();
    lock.lock().unwrap();
    let second = run(folder.path(), &["build", "parks", "--force"]);
    assert_eq!(second.status.code(), Some(2));
    let said = stderr(&second);
    assert!(said.contains("error: another build is at work in graph: process "), "{said}");
    assert!(said.contains("help: Wait until it has ended, or build into another folder with --graph."), "{said}");
    drop(lock);
    assert_eq!(before, bytes(&folder.path().join("graph")));
}

#[test]
fn a_graph_inside_the_documents_is_no_document() {
    let folder = parks();
    assert!(run(folder.path(), &["build", "."]).status.success());
    let again = run(folder.path(), &["build", "."]);
    assert!(stdout(&again).starts_with("4 documents in graph"), "{}", stdout(&again));
    assert_eq!(stderr(&again), "");
}

#[test]
fn no_documents_leave_the_graph_as_it_was() {
    let folder = parks();
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    let before = bytes(&folder.path().join("graph"));
    fs::rename(folder.path().join("parks"), folder.path().join("gardens")).unwrap();
    let gone = run(folder.path(), &["build"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(stderr(&gone).contains("the last build read parks, which is not there now"), "{}", stderr(&gone));
    fs::create_dir(folder.path().join("parks")).unwrap();
    assert_eq!(run(folder.path(), &["build", "parks"]).status.code(), Some(2));
    assert_eq!(before, bytes(&folder.path().join("graph")));
}

/// Questions of our own load the facts only, unless they name mentions.
#[test]
fn facts_answer_what_the_whole_graph_answers() {
    let folder = parks();
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    let queries = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut asked = 0;
    for entry in fs::read_dir(queries).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let text = fs::read_to_string(entry.path()).unwrap();
        if text.contains("required: true") {
            continue;
        }
        // A file is asked of the whole graph, whatever it names.
        let name = entry.file_name().into_string().unwrap();
        fs::write(own.join(&name), text).unwrap();
        let file = format!("own/{name}");
        let (ours, whole) =
            (run(folder.path(), &["query", name.trim_end_matches(".rq")]), run(folder.path(), &["query", &file]));
        assert_eq!(stdout(&ours), stdout(&whole), "{name}");
        asked += 1;
    }
    assert!(asked > 10);
}

#[test]
fn records_come_in_and_go_out_line_by_line() {
    let lines = "{\"id\": \"gate\", \"url\": \"https://parks.example/gate\", \"date\": \"2031-06-12T08:00:00Z\", \
                 \"publisher\": \"Friends of Elm Park\", \"text\": \"The Parks Department should open the gate.\"}\n\n\
                 {\"id\": \"bench\"}\nThe Parks Department\n{\"text\": \"The City Council must act.\", \"date\": \"soon\"}";
    let output = piped(&["extract", "-"], lines);
    assert_eq!(output.status.code(), Some(1));
    let records: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> =
        records.iter().map(|r| (&r["source"], &r["iri"], &r["issued"]["value"], &r["publisher"]["name"])).collect();
    assert_eq!(
        format!("{told:?}"),
        "[(String(\"https://parks.example/gate\"), String(\"http://localhost:7878/doc/gate\"), String(\"2031-06-12\"), \
         String(\"Friends of Elm Park\")), (String(\"-:5\"), String(\"http://localhost:7878/doc/line-5\"), Null, Null)]"
    );
    assert_eq!(records[0]["recommendations"][0]["text"], "The Parks Department should open the gate");
    let said = stderr(&output);
    for place in [
        "-:3:1:15: error: this line is no document: missing field `text`",
        "-:4:1:1: error: this line is no document",
        "-:5: warning: \"soon\" is no date",
    ] {
        assert!(said.contains(place), "{place}\n{said}");
    }
    let texts = piped(&["extract", "-", "--format", "text", "--quiet"], lines);
    assert_eq!(
        stdout(&texts),
        "==> https://parks.example/gate <==\nThe Parks Department should open the gate.\n==> -:5 <==\nThe City Council must act.\n"
    );
}

/// What a command makes of its standard input.
fn piped(arguments: &[&str], input: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut child = demarche(folder.path(), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_ending_of_the_output_decides_and_the_file_is_whole() {
    let folder = parks();
    for (file, begins) in [
        ("a.jsonl", "{\"source\":\"parks/benches.txt\""),
        ("a.nq", "<http://localhost:7878/date/"),
        ("a.trig", "@prefix "),
        ("a.jsonld", "[{\"@id\":"),
        ("a.txt", "Marks: "),
    ] {
        let output = run(folder.path(), &["extract", "parks", "-o", file]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(written.starts_with(begins), "{file}: {}", &written[..80]);
    }
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    for (file, begins) in [
        ("q.csv", "document,"),
        ("q.tsv", "document\t"),
        ("q.json", "{\"head\":"),
        ("q.ndjson", "{\""),
        ("q.md", "| document |"),
    ] {
        assert!(run(folder.path(), &["query", "documents", "-o", file]).status.success());
        assert!(fs::read_to_string(folder.path().join(file)).unwrap().starts_with(begins), "{file}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = parks();
    let mut child = demarche(folder.path(), &["extract", "parks", "--format", "nquads"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn a_line_without_end_is_shown_in_part_and_the_rest_is_built() {
    let folder = parks();
    let mut line = b"The Caf\xe9 Board should open the terrace. ".to_vec();
    line.extend("The trees stand in the park and give shade to all who sit there. ".repeat(30_000).into_bytes());
    fs::write(folder.path().join("parks/long.txt"), line).unwrap();
    let output = run(folder.path(), &["build", "parks"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("5 documents in graph"), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(said.contains("parks/long.txt:1:8: warning: the file is no UTF-8"), "{said}");
    assert!(said.len() < 1000, "{} bytes", said.len());
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_or_nowhere_are_told() {
    let folder = parks();
    std::os::unix::fs::symlink("..", folder.path().join("parks/old/back")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("parks/gone.txt")).unwrap();
    let output = run(folder.path(), &["build", "parks"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    assert!(said.starts_with("4 documents in graph"), "{said}");
    assert!(
        said.contains("  parks/gone.txt: this link leads nowhere\n  parks/old/back: this link leads back to parks"),
        "{said}"
    );
}

#[test]
fn a_damaged_file_is_found() {
    let folder = parks();
    assert!(run(folder.path(), &["build", "parks"]).status.success());
    let documents = folder.path().join("graph/documents");
    let victim = fs::read_dir(documents).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    let text = fs::read_to_string(&victim).unwrap().replace("2033", "2034");
    fs::write(&victim, text).unwrap();
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("it is not what was written [store::damaged]"), "{}", stderr(&output));
    assert!(stdout(&output).contains("files     19 files against their hashes: 1 finding"), "{}", stdout(&output));
    assert_eq!(run(folder.path(), &["query", "documents"]).status.code(), Some(2));
}

#[test]
fn shells_and_manuals_know_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(stdout(&run(folder.path(), &["completions", shell])).contains("explain"), "{shell}");
    }
    assert!(run(folder.path(), &["man", "-o", "man1"]).status.success());
    let page = fs::read_to_string(folder.path().join("man1/demarche-build.1")).unwrap();
    assert!(page.contains("Build the graph of some documents"), "{page}");
}
