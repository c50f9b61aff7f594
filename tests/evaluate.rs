//! How good extraction is: no figure falls under its floor, and the figures are those of the gold's own scorer.
//!
//! Three sets are measured: `seeds/` by `tests/gold/`, and, where they stand beside the checkout, the dev documents of
//! `../shared/gold` and the blind set (`tests/blind/`, whose texts are in `../shared/corpus`). **Of the blind set nothing
//! but totals is ever told.** `UPDATE_FLOORS=1 cargo test --test evaluate` raises the floors to what is measured.

use demarche::document::{Document, Source};
use demarche::evaluate::{GoldFile, Measure, Scores, score};
use demarche::extract::extract;
use demarche::extract::record::Record;
use demarche::iri::Base;
use demarche::ontology::Lexicon;
use demarche::resolve::{Summary, resolve};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shared() -> PathBuf {
    root().join("../shared")
}

/// Tells past the harness, which keeps what a test that passes prints, that something was not tested; .ci/run counts it.
fn skipped(what: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "\nskipped: {what}: {why}");
}

/// A set of documents with its gold.
struct Set {
    name: &'static str,
    gold: PathBuf,
    texts: Vec<PathBuf>,
}

/// The sets that are there; the others are told.
fn sets() -> Vec<Set> {
    let mut sets = vec![Set { name: "seeds", gold: root().join("tests/gold"), texts: vec![root().join("seeds")] }];
    let dev = shared().join("gold/dev");
    match dev.is_dir() {
        true => sets.push(Set { name: "dev", gold: dev, texts: vec![shared().join("gold/dev-texts")] }),
        false => skipped("figures of dev", "there is no ../shared/gold"),
    }
    let corpus = shared().join("corpus/corpus.tgz");
    match corpus.is_file() {
        true => sets.push(Set { name: "blind", gold: root().join("tests/blind"), texts: blind_texts(&corpus) }),
        false => skipped("figures of blind", "there is no ../shared/corpus"),
    }
    sets
}

/// The texts of the blind set, from the archive, which is unpacked beside the build, once.
fn blind_texts(corpus: &Path) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    if !folder.is_dir() {
        let fresh = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let unpacked = Command::new("tar").arg("xzf").arg(corpus).arg("-C").arg(fresh.path()).status();
        assert!(unpacked.is_ok_and(|status| status.success()), "{} cannot be unpacked", corpus.display());
        std::fs::rename(fresh.path().join("corpus"), &folder).unwrap();
    }
    let wanted: Vec<String> = gold_files(&root().join("tests/blind"))
        .iter()
        .map(|path| {
            let gold: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            gold["document"].as_str().unwrap().to_owned()
        })
        .collect();
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files
        .filter(|file| wanted.iter().any(|name| file.file_name().is_some_and(|there| there == name.as_str())))
        .collect()
}

fn gold_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files
}

/// A measure's row of `demarche evaluate --format json`.
struct Row {
    figure: f64,
    right: u64,
    missed: u64,
    wrong: u64,
}

/// The figures of a set by measure, and the number of its documents.
fn measured(set: &Set) -> (BTreeMap<String, Row>, u64) {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["evaluate", "--format", "json"])
        .arg(&set.gold)
        .args(&set.texts)
        .output()
        .unwrap();
    // What it says of the blind set is not to be read.
    let said = if set.name == "blind" { "".into() } else { String::from_utf8_lossy(&output.stderr) };
    assert!(output.status.success(), "{} cannot be measured\n{said}", set.name);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = answer["scores"].as_array().unwrap().iter().map(|row| {
        let figure = row.get("f1").or(row.get("accuracy")).and_then(Value::as_f64).unwrap_or(1.0);
        let number = |key: &str| row[key].as_u64().unwrap();
        let [right, missed, wrong] = ["right", "missed", "false"].map(number);
        (row["measure"].as_str().unwrap().to_owned(), Row { figure, right, missed, wrong })
    });
    let documents = answer["documents"].as_u64().unwrap();
    assert_eq!(documents as usize, gold_files(&set.gold).len(), "documents of {}", set.name);
    (rows.collect(), documents)
}

#[test]
fn no_figure_falls_below_its_floor() {
    let path = root().join("tests/gold/floors.tsv");
    let floors = std::fs::read_to_string(&path).unwrap();
    let figures: BTreeMap<&str, _> = sets().iter().map(|set| (set.name, measured(set).0)).collect();
    let (mut raised, mut low, mut held) = (String::new(), String::new(), 0);
    for line in floors.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [set, measure, floor] = cells[..] else {
            let _ = writeln!(raised, "{line}");
            continue;
        };
        let floor: f64 = floor.parse().unwrap();
        let figure = figures.get(set).map(|rows| rows[measure].figure);
        let up = figure.map_or(floor, |figure| floor.max((figure * 100.0 + 1e-9).floor() / 100.0));
        let _ = writeln!(raised, "{set}\t{measure}\t{up:.2}");
        if figure.is_some_and(|figure| figure < floor) {
            let _ = writeln!(low, "{set}: {measure} is {:.4}, below {floor}", figure.unwrap_or_default());
        }
        held += 1;
    }
    assert_eq!(held, 3 * Measure::ALL.len(), "a floor for each measure of each set");
    assert!(low.is_empty(), "{low}what is lost? demarche evaluate tests/gold seeds --errors");
    if std::env::var_os("UPDATE_FLOORS").is_some() {
        std::fs::write(path, raised).unwrap();
    }
}

/// What the README says of each measure.
const TOLD: [(Measure, &str); 11] = [
    (Measure::Clauses, "recommendations found, by head verb (F1)"),
    (Measure::Passages, "their range, at least half the same (F1)"),
    (Measure::Addressees, "who is asked (F1)"),
    (Measure::Counterparts, "with, to, through, against whom (F1)"),
    (Measure::Polarity, "to do or not to do (accuracy)"),
    (Measure::Strength, "must, should or may (accuracy)"),
    (Measure::PartOf, "part of which recommendation (accuracy)"),
    (Measure::Mentions, "names of actors, to the letter (F1)"),
    (Measure::Entities, "names put together as one actor (CEAF-m)"),
    (Measure::Dates, "dates with their value (F1)"),
    (Measure::Metadata, "title, publisher, date of issue (accuracy)"),
];

#[test]
#[ignore = "for .ci/run: the README is drawn when figures are published; UPDATE_README=1 draws it"]
fn the_readme_tells_the_figures_as_they_are() {
    let sets = sets();
    assert_eq!(sets.len(), 3, "the table needs all three sets");
    let figures: Vec<_> = sets.iter().map(measured).collect();
    let [seeds, dev, blind] = figures.iter().map(|(_, documents)| *documents).collect::<Vec<_>>()[..] else { panic!() };
    let mut table = format!("| | seeds ({seeds}) | dev ({dev}) | never shown ({blind}) |\n|---|---|---|---|\n");
    for (measure, label) in TOLD {
        let _ = write!(table, "| {label} |");
        for (rows, _) in &figures {
            let Row { figure, right, missed, wrong } = &rows[measure.name()];
            let _ = match measure.is_accuracy() {
                true => write!(table, " {figure:.2} ({right}/{missed}) |"),
                false => write!(table, " {figure:.2} ({right}/{missed}/{wrong}) |"),
            };
        }
        table.push('\n');
    }
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let start = readme.find("| | seeds (").expect("the README has the table of figures");
    let end = start + readme[start..].find("\n\n").unwrap() + 1;
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, format!("{}{table}{}", &readme[..start], &readme[end..])).unwrap();
    } else {
        assert_eq!(readme[start..end], table);
    }
}

/// Every number of the gold's own scorer, on what is extracted and on forty spoiled versions of it.
#[test]
#[ignore = "for .ci/run: it needs Python and ../shared/gold"]
fn every_figure_equals_that_of_score_py() {
    let lexicon = Lexicon::shipped();
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for set in sets().iter().filter(|set| set.name != "blind") {
        for round in 0..=20 {
            let mut records = records(&set.texts[0], &lexicon);
            if round > 0 {
                spoil(&mut records, &mut Dice(round));
            }
            let lines: Vec<String> = records.iter().map(|(record, _)| record.to_line()).collect();
            let file = folder.path().join(format!("{}-{round}.jsonl", set.name));
            std::fs::write(&file, lines.join("\n")).unwrap();
            let theirs: Value = serde_json::from_str(&score_py(set, &file, &["--json"])).unwrap();
            let ours = scores(set, &records);
            let mut printed = Vec::new();
            for measure in Measure::ALL {
                let (tally, row) = (ours[measure], &theirs[measure.name()]);
                let figures = [tally.precision(), tally.recall(), tally.f1()];
                let case = format!("{} of {}, round {round}", measure.name(), set.name);
                let counts = ["hit", "miss", "false"].map(|key| row[key].as_u64().unwrap() as usize);
                assert_eq!([tally.right, tally.missed, tally.wrong], counts, "{case}");
                for (ours, key) in figures.into_iter().zip(["P", "R", "F1"]) {
                    // serde_json may miss the last bit of a number that it reads
                    let theirs = row[key].as_f64();
                    let equal = ours.zip(theirs).map_or(ours == theirs, |(ours, theirs)| (ours - theirs).abs() < 1e-12);
                    assert!(equal, "{key} of {case}: {ours:?}, {theirs:?}");
                }
                let shown = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.3}"));
                printed.push(match measure.is_accuracy() {
                    true => {
                        format!("{} accuracy {} {} {}", measure.name(), shown(figures[1]), tally.right, tally.missed)
                    }
                    false => format!(
                        "{} {} {} {} {}",
                        measure.name(),
                        figures.map(shown).join(" "),
                        tally.right,
                        tally.missed,
                        tally.wrong
                    ),
                });
                compared += 6;
            }
            let table = score_py(set, &file, &[]);
            let table: Vec<String> =
                table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            assert_eq!(table, printed, "as it is printed: {}, round {round}", set.name);
        }
    }
    assert_eq!(compared, 2 * 21 * 66, "both sets are compared");
}

fn score_py(set: &Set, records: &Path, options: &[&str]) -> String {
    let output = Command::new("python3")
        .arg(shared().join("gold/score.py"))
        .arg("--gold")
        .arg(&set.gold)
        .arg("--texts")
        .arg(&set.texts[0])
        .args(options)
        .arg(records)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The records of a folder's documents, each with the document's text.
fn records(folder: &Path, lexicon: &Lexicon) -> Vec<(Record, String)> {
    let found = demarche::document::collect(&[folder.to_owned()]).0;
    let mut read = Vec::new();
    for found in found {
        let source: Source = found.load().unwrap();
        if let Ok(document) = Document::read(source) {
            let extraction = extract(&document, lexicon);
            let record = Record::of(&document, &extraction, &Base::default());
            read.push((Summary::of(&document, &extraction), record, document.text.as_str().to_owned()));
        }
    }
    let summaries: Vec<Summary> = read.iter().map(|(summary, ..)| summary.clone()).collect();
    let resolutions = resolve(&summaries, Vec::new(), lexicon);
    let complete = |(summary, mut record, text): (Summary, Record, String)| {
        resolutions.complete(&summary.document, &mut record);
        (record, text)
    };
    read.into_iter().map(complete).collect()
}

fn scores(set: &Set, records: &[(Record, String)]) -> Scores {
    let mut scores = Scores::default();
    for path in gold_files(&set.gold) {
        let gold = GoldFile::parse(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
        let of = |record: &Record| Path::new(&record.source).file_name() == Path::new(&gold.document).file_name();
        let found = records.iter().find(|(record, _)| of(record));
        let text = match found {
            Some((_, text)) => text.clone(),
            None => std::fs::read_to_string(set.texts[0].join(&gold.document)).unwrap(),
        };
        let located = gold.locate(&text, "").unwrap();
        scores += score(&located, found.map(|(record, _)| record)).0;
    }
    scores
}

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % sides.max(1) as u64) as usize
    }

    fn seldom(&mut self) -> bool {
        self.below(7) == 0
    }

    fn shift(&mut self, span: &mut demarche::text::CharSpan, by: usize) {
        span.start = (span.start + self.below(2 * by + 1)).saturating_sub(by);
        span.end = ((span.end + self.below(2 * by + 1)).saturating_sub(by)).max(span.start);
    }
}

/// Puts errors of every kind into records.
fn spoil(records: &mut Vec<(Record, String)>, dice: &mut Dice) {
    if dice.seldom() {
        records.remove(dice.below(records.len()));
    }
    for (record, text) in records {
        for mention in &mut record.mentions {
            if dice.seldom() {
                dice.shift(&mut mention.span, 5);
            }
            if dice.seldom() {
                mention.actor = "one-and-the-same".to_owned();
            }
            if dice.seldom() {
                mention.kind = ["Place", "Person", "Instrument"][dice.below(3)];
            }
        }
        record.mentions.retain(|_| !dice.seldom());
        for date in &mut record.dates {
            if dice.seldom() {
                dice.shift(&mut date.span, 12);
            }
            if dice.seldom() {
                date.value = "1999".to_owned();
            }
        }
        record.dates.retain(|_| !dice.seldom());
        let ids: Vec<String> = record.recommendations.iter().map(|found| found.id.clone()).collect();
        for found in &mut record.recommendations {
            if dice.seldom() {
                dice.shift(&mut found.span, 90);
            }
            if dice.seldom() {
                dice.shift(&mut found.verb.span, 9);
            }
            if dice.seldom() {
                found.part_of =
                    [None, Some("nowhere".to_owned()), ids.get(dice.below(ids.len())).cloned()][dice.below(3)].clone();
            }
            if dice.seldom() {
                found.polarity = if found.polarity == "positive" { "negative" } else { "positive" };
            }
            if dice.seldom() {
                found.strength = ["must", "should", "may"][dice.below(3)];
            }
            for role in &mut found.addressees {
                if dice.seldom() {
                    role.kind = "Generic";
                }
                if dice.seldom() {
                    role.name = "The Harbour Board".to_owned();
                    role.actor = ["harbour-board", "one-and-the-same"][dice.below(2)].to_owned();
                }
            }
            for role in &mut found.counterparts {
                if dice.seldom() {
                    role.name = "its Fleet".to_owned();
                }
            }
            found.addressees.retain(|_| !dice.seldom());
            found.counterparts.retain(|_| !dice.seldom());
        }
        record.recommendations.retain(|_| !dice.seldom());
        if dice.seldom() {
            record.title = None;
        }
        if dice.seldom() {
            record.publisher = None;
        }
        if let Some(issued) = record.issued.as_mut().filter(|_| dice.seldom()) {
            issued.value = text.chars().take(4).collect();
        }
    }
}
