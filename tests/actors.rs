//! `demarche actors`: what it prints of those whom the lexicon lacks is read back as ontology, and makes them known.

use std::path::Path;
use std::process::Command;

const LETTER: &str = "\
# The ferry timetable

The ferry operator Nordvik Lines (NL) cut two routes. We urge Nordvik Lines to restore them. NL said nothing.
";

fn demarche(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("demarche runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("it prints text"))
}

#[test]
fn what_is_printed_of_unknown_actors_makes_them_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    std::fs::create_dir_all(folder.join("own")).expect("a folder");
    std::fs::write(folder.join("letter.md"), LETTER).expect("a letter");
    demarche(folder, &["build", "letter.md", "--quiet"]);

    let (code, turtle) = demarche(folder, &["actors", "--unknown"]);
    assert_eq!(code, Some(0));
    let entry = turtle.split_once(".\n\n").map_or("", |(_, entry)| entry);
    assert_eq!(
        entry,
        "# mentions 4, documents 1: … y timetable The ferry operator Nordvik Lines (NL) cut two routes. We urge No …\n\
         <id/x-nordvik-lines> a dem:Organization ;\n    skos:prefLabel \"Nordvik Lines\"@en ;\n    \
         dem:acronym \"NL\"@en .\n"
    );

    std::fs::write(folder.join("own/mine.ttl"), turtle).expect("an ontology");
    demarche(folder, &["build", "letter.md", "--ontology", "own", "--quiet"]);
    assert_eq!(demarche(folder, &["actors", "--unknown", "--format", "csv"]).0, Some(1));
    let (code, known) = demarche(folder, &["actors", "--format", "csv"]);
    assert_eq!(code, Some(0));
    assert_eq!(known, "actor,kind,mentions,documents,in_lexicon\nNordvik Lines,organization,4,1,yes\n");
}
