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
            // The publisher's own name begins so.
            "x-city-council-of-brenholm\tCity Council of Brenholm\t\t\tcouncil",
            // The riders speak of Velmora.
            "x-city-council-of-velmora\tCity Council of Velmora\tCity Council\t\triders",
            "x-fire-prevention-service\tFire Prevention Service\t\t\tfire",
            // A name that says enough.
            "x-grain-board\tGrain Board\t\t\triders",
            "x-housing-committee-of-velmora\tHousing Committee of Velmora\tHousing Committee\t\triders",
            // Named in full, and in a text that speaks of Kenya.
            "x-ministry-of-health-of-kenya\tMinistry of Health of Kenya\tMinistry of Health\tkenya\tkenya anglers",
            "x-ministry-of-health-velmora\tMinistry of Health (Velmora)\tMinistry of Health\t\triders",
            "x-planning-commission-75890240\tPlanning Commission (named in Cleaner water)\tPlanning Commission\t\tanglers",
            "x-supreme-court-75890240\tSupreme Court (named in Cleaner water)\tSupreme Court\t\tanglers",
        ]
    );
}

#[test]
fn an_acronym_means_whom_another_document_explains_it_to_be_where_nothing_speaks_against_it() {
    let folder = built();
    let ask = |question: &str| run(folder.path(), &["query", "--sparql", question]).0;
    let named = "SELECT ?in ?words ?id ?rule { GRAPH ?graph { ?mention oa:hasBody ?actor ; dem:madeByRule ?by ; \
                 oa:hasTarget/oa:hasSelector/oa:exact ?words } FILTER(REGEX(?words, '^(the )?[A-Z]{3,4}$', 'i')) \
                 BIND(REPLACE(STR(?graph), '.*/', '') AS ?in) BIND(REPLACE(STR(?actor), '.*/', '') AS ?id) \
                 BIND(REPLACE(STR(?by), '.*/', '') AS ?rule) } ORDER BY ?in ?words ?rule";
    assert_eq!(
        ask(named).lines().skip(1).filter(|row| !row.ends_with("-date")).collect::<Vec<_>>(),
        [
            "alliance\tFPS\tx-ferry-pilots-society\tacronym",
            "alliance\tHWA\tx-harbour-workers-alliance\tacronym",
            "alliance\tHWA\tx-harbour-workers-alliance\tshort-form",
            // Three letters do not go from one publisher to another: HWA is nobody here.
            "carriers\tPTST\tx-port-traffic-safety-trust\tacronym",
            // FPS is explained in two ways: nobody here.
            "dockers\tHWA\tx-harbour-workers-alliance\tacronym-of-collection",
            "dockers\tPTST\tx-port-traffic-safety-trust\tacronym-of-collection",
            "fire\tFPS\tx-fire-prevention-service\tacronym",
        ]
    );
    let evidence = "SELECT ?document ?form ?in ?words { ?finding dem:property dem:acronym ; dem:findingOf ?d ; dem:statedIn ?s ; \
                    dem:value ?actor ; dem:evidence/oa:hasSelector/oa:exact ?words . ?actor dem:acronym ?form \
                    BIND(REPLACE(STR(?d), '.*/', '') AS ?document) BIND(REPLACE(STR(?s), '.*/', '') AS ?in) } ORDER BY ?document ?form";
    assert_eq!(
        ask(evidence).lines().skip(1).collect::<Vec<_>>(),
        ["dockers\tHWA\talliance\tHWA", "dockers\tPTST\tcarriers\tPTST"]
    );
    let roles = run(folder.path(), &["query", "roles-known-how", "--document", "dockers", "--format", "tsv"]).0;
    let roles = roles.lines().skip(1).map(|row| row.split('\t').take(4).collect::<Vec<_>>().join(" | "));
    assert_eq!(
        roles.filter(|role| role.starts_with("addressee")).collect::<Vec<_>>(),
        [
            "addressee | Harbour Workers Alliance | inferred | HWA",
            "addressee | Port Traffic Safety Trust | inferred | PTST",
        ]
    );
    assert_eq!(run(folder.path(), &["check", "--graph", "graph"]).1, "");
}

#[test]
fn where_the_document_that_explains_an_acronym_goes_the_others_are_stored_anew() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("texts");
    std::fs::create_dir(&to).unwrap();
    for name in ["alliance.md", "dockers.md", "carriers.md"] {
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/collections/namesakes");
        std::fs::copy(Path::new(from).join(name), to.join(name)).unwrap();
    }
    let asked = || {
        let question = "SELECT ?name { ?rec a dem:Recommendation ; dem:statedIn <doc/dockers> ; dem:addressee/skos:prefLabel ?name } \
                        ORDER BY ?name";
        run(folder.path(), &["build", "texts"]);
        run(folder.path(), &["query", "--sparql", question]).0.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(asked(), ["Port Traffic Safety Trust"]);
    std::fs::remove_file(to.join("carriers.md")).unwrap();
    assert_eq!(asked(), Vec::<String>::new());
    std::fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/collections/namesakes/carriers.md"),
        to.join("carriers.md"),
    )
    .unwrap();
    assert_eq!(asked(), ["Port Traffic Safety Trust"]);
}

/// A correction may concern somebody whom only the collection makes known: the first build and every later one say the same of
/// it.
#[test]
fn a_correction_of_whom_another_document_explains_is_met_in_the_first_build() {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("namesakes");
    std::fs::create_dir_all(documents.join("curation")).unwrap();
    for file in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/collections/namesakes")).unwrap().flatten()
    {
        std::fs::copy(file.path(), documents.join(file.file_name())).unwrap();
    }
    let corrections = "action,document,quote,role,actor,to,by\n\
                       reassign,dockers,The HWA must publish its list,addressee,Harbour Workers Alliance,Port Board,R. Vance\n";
    std::fs::write(documents.join("curation/corrections.csv"), corrections).unwrap();
    let came = || {
        let (_, err) = run(folder.path(), &["build", "namesakes", "--graph", "graph"]);
        let told: Vec<String> = err.lines().filter(|line| line.contains("curation::")).map(str::to_owned).collect();
        (told, run(folder.path(), &["query", "corrections"]).0)
    };
    let first = came();
    assert_eq!(first.0, Vec::<String>::new());
    assert!(first.1.lines().nth(1).is_some_and(|row| row.contains("Harbour Workers Alliance")), "{}", first.1);
    assert_eq!(came(), first);
}
