//! The graph folder: what is built is there whole or not at all, and does not depend on what was there before.

mod transit;

use demarche::graph::{self, Dataset};
use demarche::iri::{Base, DocumentId};
use demarche::store::{Build, Contents, Manifest, Parts, Run, Settings, Store, StoreError};
use demarche::text::Text;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const DOCUMENTS: usize = 12;

/// The transit document under another id, in one of two versions.
fn contents(id: &DocumentId, version: char) -> (Dataset, String) {
    let mut document = transit::document();
    document.id = id.clone();
    document.text = Text::new(format!("{}{version}", document.text.as_str()));
    let mut extraction = transit::extraction();
    for recommendation in &mut extraction.recommendations {
        let hash = recommendation.id.as_str().split('/').next_back().unwrap().to_owned();
        recommendation.id = demarche::iri::RecommendationId::new(format!("{id}/{hash}"));
    }
    extraction.recommendations[1].part_of = None;
    (graph::quads(&document, &extraction, &Base::default()), document.text.stored().into_owned())
}

fn settings() -> Settings {
    Settings { version: "0.1.0".into(), ontology: "0".repeat(64), base: Base::LOCAL.into() }
}

fn run() -> Run {
    Run { started: "2026-06-01T08:00:00Z".into(), ended: "2026-06-01T08:00:01Z".into(), rule_set: None }
}

fn put(build: &Build, id: &str, version: char) -> Result<(), StoreError> {
    let id = DocumentId::new(id);
    let key = Build::key(&[id.as_str(), &version.to_string()]);
    if build.unchanged(&id, "city/a.txt", &key) {
        return Ok(());
    }
    let (dataset, text) = contents(&id, version);
    build.put(&id, &key, Contents { source: "city/a.txt", dataset: &dataset, text: &text, summary: b"{}" })
}

fn build(folder: &Path, documents: &[(&str, char)]) -> Result<Manifest, StoreError> {
    let build = Build::begin(folder, settings())?;
    for (id, version) in documents {
        put(&build, id, *version)?;
    }
    build.put_graph("resolved", Vec::new())?;
    build.finish(&run())
}

/// The manifest and every file that it names.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let store = Store::open(folder).unwrap();
    let paths = store.manifest().files().map(|file| file.path.clone());
    paths.chain(["manifest.json".to_owned()]).map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
}

fn files(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|file| file.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn what_is_built_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = build(folder.path(), &[("fares", 'a'), ("night-buses", 'a')]).unwrap();
    let (facts, mentions): (usize, usize) =
        manifest.documents.values().fold((0, 0), |(f, m), entry| (f + entry.facts.quads, m + entry.mentions.quads));
    let runs = 5;
    let store = Store::open(folder.path()).unwrap();
    assert!(facts > 500 && mentions > 50);
    assert_eq!(store.load(Parts::Facts).unwrap().len().unwrap(), facts + runs);
    assert_eq!(store.load(Parts::All).unwrap().len().unwrap(), facts + mentions + runs);
    assert_eq!(store.text(&DocumentId::new("fares")).unwrap().unwrap(), contents(&DocumentId::new("fares"), 'a').1);
    assert_eq!(store.text(&DocumentId::new("trams")).unwrap(), None);
    let names: Vec<String> = files(folder.path()).iter().map(|path| hashes_hidden(path)).collect();
    insta::assert_snapshot!(names.join("\n"));
}

fn hashes_hidden(path: &str) -> String {
    let is_hash = |part: &str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split_inclusive(['/', '.'])
        .map(|part| if is_hash(part.trim_end_matches(['/', '.'])) { "{hash}." } else { part })
        .collect()
}

#[test]
fn a_build_after_edits_equals_a_fresh_build() {
    let (edited, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    build(edited.path(), &[("a", 'a'), ("b", 'a'), ("c", 'a')]).unwrap();
    build(edited.path(), &[("c", 'b'), ("d", 'a'), ("b", 'a')]).unwrap();
    build(fresh.path(), &[("b", 'a'), ("c", 'b'), ("d", 'a')]).unwrap();
    assert_eq!(snapshot(edited.path()), snapshot(fresh.path()));

    // What the last manifest does not name is swept by the next build, and what is not ours is left.
    fs::write(edited.path().join("texts/thesis.txt"), "mine").unwrap();
    build(edited.path(), &[("b", 'a'), ("c", 'b'), ("d", 'a')]).unwrap();
    let mut expected = files(fresh.path());
    expected.push("texts/thesis.txt".to_owned());
    expected.sort();
    let mut found = files(edited.path());
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn only_what_changed_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &[("a", 'a'), ("b", 'a')]).unwrap();
    let id = DocumentId::new("a");
    let key = Build::key(&["a", "a"]);
    {
        let build = Build::begin(folder.path(), settings()).unwrap();
        assert!(build.unchanged(&id, "city/a.txt", &key));
        assert_eq!(build.summary(&id).unwrap().as_deref(), Some(&b"{}"[..]));
        assert!(!build.unchanged(&id, "city/a.txt", &Build::key(&["a", "b"])));
        assert!(!build.unchanged(&id, "city/moved.txt", &key));
        assert!(!build.unchanged(&DocumentId::new("c"), "city/a.txt", &key));
    }
    let settings = Settings { ontology: "1".repeat(64), ..settings() };
    assert!(!Build::begin(folder.path(), settings).unwrap().unchanged(&id, "city/a.txt", &key));
    let text = Store::open(folder.path()).unwrap().manifest().documents["a"].text.path.clone();
    fs::remove_file(folder.path().join(text)).unwrap();
    assert!(!Build::begin(folder.path(), self::settings()).unwrap().unchanged(&id, "city/a.txt", &key));
}

#[test]
fn a_second_build_is_told_who_holds_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("build.lock"), "process 1 on mars since 1969-07-20T20:17:40Z\n").unwrap();
    let first = Build::begin(folder.path(), settings()).expect("a file that nobody holds is no obstacle");
    let second = Build::begin(folder.path(), settings()).unwrap_err().to_string();
    let owner = format!("process {} on ", std::process::id());
    assert!(second.starts_with("another build is at work in ") && second.contains(&owner), "{second}");
    drop(first);
    assert!(Build::begin(folder.path(), settings()).is_ok());
}

#[test]
fn no_id_writes_outside_of_the_folder() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("graph");
    build(&folder, &[("../../escape", 'a'), ("/tmp/escape", 'a'), ("..", 'a'), (&"long".repeat(200), 'a')]).unwrap();
    assert!(files(outer.path()).iter().all(|path| path.starts_with("graph/")));
    assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 1);
    assert_eq!(Store::open(&folder).unwrap().manifest().documents.len(), 4);
}

#[test]
fn a_damaged_file_is_told_and_a_build_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::NoGraph { .. })));
    let manifest = build(folder.path(), &[("a", 'a')]).unwrap();
    fs::write(folder.path().join(&manifest.documents["a"].facts.path), "cut of").unwrap();
    let error = Store::open(folder.path()).unwrap().load(Parts::Facts).err().unwrap();
    assert!(error.to_string().ends_with("is damaged: it is not what was written"), "{error}");
    build(folder.path(), &[("a", 'a')]).unwrap();
    assert!(Store::open(folder.path()).unwrap().load(Parts::All).is_ok());

    fs::write(folder.path().join("manifest.json"), "{\"format\": 99}").unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Format { found: 99, .. })));
    fs::write(folder.path().join("manifest.json"), "{").unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged { .. })));
    assert_eq!(build(folder.path(), &[("a", 'a')]).unwrap(), manifest);
}

/// Runs in a process of its own, started by the tests below: builds one version of a dozen documents, again and again
/// where it is told to.
#[test]
fn child() {
    let Some(folder) = std::env::var_os("DEMARCHE_TEST_FOLDER") else { return };
    let forever = std::env::var_os("DEMARCHE_TEST_FOREVER").is_some();
    for version in ['b', 'a'].into_iter().cycle() {
        if let Err(error) = build_all(Path::new(&folder), version) {
            println!("failed: {error}");
            std::process::exit(7);
        }
        println!("built");
        if !forever {
            return;
        }
    }
}

fn build_all(folder: &Path, version: char) -> Result<Manifest, StoreError> {
    let ids: Vec<String> = (0..DOCUMENTS).map(|number| format!("document-{number:02}")).collect();
    build(folder, &ids.iter().map(|id| (id.as_str(), version)).collect::<Vec<_>>())
}

#[test]
fn killed_at_any_time_it_leaves_a_whole_graph() {
    let folder = tempfile::tempdir().unwrap();
    let wholes = ['b', 'a'].map(|version| build_all(folder.path(), version).unwrap());
    for round in 0..24 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env("DEMARCHE_TEST_FOLDER", folder.path())
            .env("DEMARCHE_TEST_FOREVER", "1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line == "built"), "the child builds until it is killed");
        std::thread::sleep(Duration::from_millis(3 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.load(Parts::All).unwrap();
        assert!(wholes.contains(store.manifest()), "one of the two, whole");
    }
    build_all(folder.path(), 'a').unwrap();
    assert_eq!(files(folder.path()).iter().filter(|path| path.ends_with(".unfinished")).count(), 0);
}

/// A limit on the size of files fails a write half-way, as a full disk does.
#[cfg(unix)]
#[test]
fn a_write_that_fails_half_way_leaves_the_last_graph() {
    let folder = tempfile::tempdir().unwrap();
    build_all(folder.path(), 'a').unwrap();
    let before = snapshot(folder.path());
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" --exact child --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env("DEMARCHE_TEST_FOLDER", folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(7), "{told}");
    assert!(told.contains("failed: cannot write ") && told.contains("File too large"), "{told}");
    assert_eq!(snapshot(folder.path()), before);
    assert!(files(folder.path()).iter().all(|path| !path.ends_with(".unfinished")));
}
