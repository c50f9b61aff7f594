//! One actor, one IRI across documents; two of the same name stay two.

use std::path::Path;
use std::process::Command;

/// What a command prints to standard output, and to standard error.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).args(arguments).env("COLUMNS", "100").env_remove("CLICOLOR_FORCE");
    let output = command.output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Builds tests/collections/namesakes; returns its graph.
fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph");
    let documents = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/collections/namesakes");
    run(folder.path(), &["build", documents, "--graph", &graph.to_string_lossy()]);
    folder
}

/// The bodies of government: IRI, label, other names, for whom they act, and the documents that name them.
const BODIES: &str = "SELECT ?id ?name (GROUP_CONCAT(DISTINCT ?also; separator=' | ') AS ?called) ?state \
     (GROUP_CONCAT(DISTINCT ?in; separator=' ') AS ?documents) { GRAPH ?graph { ?body a dem:GovernmentBody ; skos:prefLabel \
     ?name } OPTIONAL { ?body skos:altLabel ?also } OPTIONAL { ?body dem:actsFor ?of BIND(REPLACE(STR(?of), '.*/', '') AS \
     ?state) } BIND(REPLACE(STR(?graph), '.*/', '') AS ?in) BIND(REPLACE(STR(?body), '.*/', '') AS ?id) } GROUP BY ?id ?name \
     ?state ORDER BY ?id";

#[test]
fn bodies_that_only_their_place_tells_apart_stay_apart() {
    let folder = built();
    let (out, err) = run(folder.path(), &["query", "--sparql", BODIES]);
    assert_eq!(err, "");
    let rows: Vec<&str> = out.lines().skip(1).filter(|row| row.starts_with("x-")).collect();
    assert_eq!(
        rows,
        [
            "x-board-of-trustees-77f66cf9\tBoard of Trustees (named in Beds for the district hospitals)\tBoard of Trustees\t\tkenya",
            "x-city-council-75890240\tCity Council (named in Cleaner water)\tCity Council\t\tanglers",
            "x-city-council-f03fcc3a\tCity Council (named by Riders' Union)\tCity Council\t\triders",
            // The publisher's own name begins so.
            "x-city-council-of-brenholm\tCity Council of Brenholm\t\t\tcouncil",
            // A name that says enough.
            "x-grain-board\tGrain Board\t\t\triders",
            "x-housing-committee-f03fcc3a\tHousing Committee (named by Riders' Union)\tHousing Committee\t\triders",
            "x-ministry-of-health-f03fcc3a\tMinistry of Health (named by Riders' Union)\tMinistry of Health\t\triders",
            // Named in full, and in a text that speaks of Kenya.
            "x-ministry-of-health-of-kenya\tMinistry of Health of Kenya\tMinistry of Health\tkenya\tkenya anglers",
            "x-planning-commission-75890240\tPlanning Commission (named in Cleaner water)\tPlanning Commission\t\tanglers",
            "x-supreme-court-75890240\tSupreme Court (named in Cleaner water)\tSupreme Court\t\tanglers",
        ]
    );
}
