//! Saved queries over small graphs: golden answers, and what is refused and why. `queries/cases.tsv` says what is asked of
//! which collection. The graph of the collection `fixture` is `queries/fixture.trig`, drawn by hand; those of `seeds` and
//! `transport` are built here from their documents, as `demarche build` does. `UPDATE_GOLDEN=1` writes the answers anew: read
//! them before you keep them. What they are known to get wrong stands in `queries/KNOWN-GAPS.md`.

use demarche::diagnostic::Severity;
use demarche::document::{Document, collect};
use demarche::extract::extract;
use demarche::graph::{self, ontology, resolved};
use demarche::iri::Base;
use demarche::ontology::{Lexicon, Ontology};
use demarche::query::{
    Answer, Bindings, Format, Limits, QueryBook, QueryError, Rows, SavedQuery, Style, derive, merge,
};
use demarche::resolve::{Summary, resolve};
use demarche::text::Text;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries")
}

fn quads(path: &Path) -> Vec<Quad> {
    let format = RdfFormat::from_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    let text = std::fs::read(path).unwrap();
    RdfParser::from_format(format).for_slice(&text).map(|quad| quad.unwrap()).collect()
}

fn store(quads: impl IntoIterator<Item = Quad>) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    store
}

fn fixture() -> Store {
    store(quads(&folder().join("fixture.trig")))
}

fn book() -> QueryBook {
    let (book, refused) = QueryBook::shipped(&Base::default());
    assert!(refused.is_empty(), "{refused:#?}");
    book
}

/// One line of cases.tsv.
struct Case {
    name: String,
    query: String,
    bindings: Bindings,
}

fn cases(collection: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("cases.tsv")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix(collection)?.strip_prefix('\t'));
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let (name, query) = (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned());
            Case { name, query, bindings: cells.map(|cell| cell.split_once('=').unwrap()).collect() }
        })
        .collect()
}

fn tsv(answer: &Answer, store: &Store) -> String {
    let mut out = Vec::new();
    let style = Style { labels: answer.labels(store).unwrap(), ..Style::default() };
    answer.write(&mut out, Format::Tsv, &style).unwrap();
    String::from_utf8(out).unwrap()
}

/// The lines that only one of two texts has.
fn differing(golden: &str, answer: &str) -> String {
    let only = |mark, these: &str, those: &str| {
        let those: BTreeSet<_> = those.lines().collect();
        these.lines().filter(|line| !those.contains(line)).map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    match only('-', golden, answer) + &only('+', answer, golden) {
        order if order.is_empty() => "the same lines in another order\n".to_owned(),
        lines => lines,
    }
}

/// Asks every case of a collection and compares with the golden answers.
fn check(collection: &str, store: &Store) {
    let book = book();
    let mut wrong = Vec::new();
    for case in cases(collection) {
        // A name that the graph does not know is an answer too: what is said then.
        let answer = match book.find(&case.query).unwrap().ask(store, &case.bindings) {
            Ok(answer) => tsv(&answer, store),
            Err(error) => format!("{error}\n"),
        };
        let path = folder().join(collection).join(format!("{}.tsv", case.name));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &answer).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if answer != golden {
            wrong.push(format!("{}\n{}", path.display(), differing(&golden, &answer)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixture_answers_are_golden() {
    check("fixture", &fixture());
}

#[test]
fn every_query_has_a_golden_answer() {
    let all: BTreeSet<_> = book().queries().map(|query| query.name.clone()).collect();
    for collection in ["fixture", "seeds", "transport"] {
        let asked: BTreeSet<_> = cases(collection).into_iter().map(|case| case.query).collect();
        assert_eq!(asked, all, "{collection}");
        let files = std::fs::read_dir(folder().join(collection)).unwrap().map(|entry| entry.unwrap().file_name());
        let files: BTreeSet<_> = files.map(|name| name.into_string().unwrap()).collect();
        let cases: BTreeSet<_> = cases(collection).iter().map(|case| format!("{}.tsv", case.name)).collect();
        assert_eq!(files, cases, "{collection}");
    }
}

/// The whole graph of a folder of documents: what `demarche build` stores, mentions too.
fn built(folder: &str) -> Store {
    let base = Base::default();
    let ontology = Ontology::shipped(&base);
    let (lexicon, incomplete) = Lexicon::of(&ontology);
    assert!(incomplete.is_empty(), "{incomplete:#?}");
    // Relative, as the tests run in the package's folder: the answers name the files.
    let (found, doubts) = collect(&[PathBuf::from(folder)]);
    assert!(doubts.iter().all(|doubt| doubt.severity == Severity::Note), "{doubts:#?}");
    let store = Store::new().unwrap();
    let summaries: Vec<Summary> = found
        .into_iter()
        .map(|found| {
            let document = Document::read(found.load().unwrap()).unwrap();
            let extraction = extract(&document, &lexicon);
            let dataset = graph::quads(&document, &extraction, &base);
            store.extend(dataset.facts).unwrap();
            store.extend(dataset.mentions).unwrap();
            Summary::of(&document, &extraction)
        })
        .collect();
    store.extend(resolved::quads(&resolve(&summaries, Vec::new(), &lexicon), &base)).unwrap();
    store.extend(ontology::quads(&ontology)).unwrap();
    store.extend(derive(&store, book().rules(), &base).unwrap()).unwrap();
    merge(&store).unwrap();
    store
}

#[test]
fn seeds_answers_are_golden() {
    check("seeds", &built("seeds"));
}

#[test]
fn transport_answers_are_golden() {
    check("transport", &built("tests/collections/transport"));
}

/// A triple that stands in two graphs is one triple, and the golden answers are the same with and without the merge.
#[test]
fn the_default_graph_is_the_union_as_a_set() {
    let store = fixture();
    merge(&store).unwrap();
    check("fixture", &store);
    let kinds = "SELECT (COUNT(?kind) AS ?n) WHERE { <id/norland> a ?kind }";
    let answer = SavedQuery::typed("-", kinds, &Base::default()).unwrap().ask(&store, &Bindings::new()).unwrap();
    assert_eq!(tsv(&answer, &store), "n\n1\n");
}

/// No answer depends on the order in which the store got its quads.
#[test]
fn answers_do_not_depend_on_the_order_of_loading() {
    let book = book();
    let mut all = quads(&folder().join("fixture.trig"));
    let forward = store(all.clone());
    all.reverse();
    let backward = store(all.clone());
    all.sort_by_cached_key(|quad| (quad.object.to_string(), quad.to_string()));
    let sorted = store(all);
    for case in cases("fixture") {
        let query = book.find(&case.query).unwrap();
        let [a, b, c] = [&forward, &backward, &sorted].map(|store| query.ask(store, &case.bindings).unwrap());
        assert_eq!(a, b, "{}", case.name);
        assert_eq!(a, c, "{}", case.name);
    }
    let [a, b] = [&forward, &backward].map(|store| derive(store, book.rules(), &Base::default()).unwrap());
    assert_eq!(a, b);
}

/// `file:line:column: message`, and the help, as the diagnostic gives them.
fn refused(text: &str) -> (String, String) {
    let diagnostic = SavedQuery::parse("own/question.rq", text, &Base::default()).unwrap_err();
    let (source, span) = diagnostic.place.span.clone().unwrap();
    let at = Text::new(source.to_string()).line_column(span.start);
    let place = format!("{}:{}:{}", diagnostic.place.file.display(), at.line, at.column);
    (format!("{place}: {}", diagnostic.message), diagnostic.help.clone().unwrap())
}

#[test]
fn a_query_that_would_silently_not_heed_its_parameter_is_refused() {
    let header = "#+ summary: How often is an actor asked?\n#+ parameters:\n#+   - {name: actor, type: actor}\n";
    let (message, help) = refused(&format!(
        "{header}SELECT ?n WHERE {{\n  {{ SELECT (COUNT(?rec) AS ?n) WHERE {{ ?rec dem:addressee ?actor }} }}\n}}"
    ));
    assert_eq!(
        message,
        "own/question.rq:5:5: this sub-SELECT uses ?actor without projecting it, so that in SPARQL it is another \
         variable than the parameter `actor`"
    );
    assert_eq!(
        help,
        "project it (SELECT ?actor …, and GROUP BY ?actor where it counts), or give the inner variable another name"
    );
    let (message, _) = refused(&format!("{header}SELECT ?rec WHERE {{ ?rec a dem:Recommendation }}"));
    assert_eq!(message, "own/question.rq:3:4: the parameter `actor` changes nothing: the query has no ?actor");
    let (message, _) = refused(&format!("{header}SELECT ?rec\nWHERE {{ ?rec a ?b VALUES ?actor {{ 1 }} }}"));
    assert_eq!(
        message,
        "own/question.rq:5:26: the query gives ?actor a value itself, so that the parameter `actor` could not"
    );
    let text = header.replace("type: actor", "type: text") + "SELECT ?o WHERE { ?s ?actor ?o }";
    assert_eq!(
        refused(&text).0,
        "own/question.rq:4:22: ?actor names a predicate or graph, and the parameter `actor` is a literal"
    );
}

#[test]
fn a_query_that_cannot_be_read_has_a_place() {
    let (message, help) = refused("#+ summary: a\nSELECT ?s WHERE {\n  ?s a ?o .\n  FILTR(?o)\n}");
    assert_eq!(message, "own/question.rq:4:3: the query cannot be read from “FILTR(?o)” on");
    assert_eq!(help, "SPARQL allows here, among others: OPTIONAL");
    let (message, _) = refused("#+ summary: a\n#+ tags: [b\nASK {}");
    assert_eq!(message, "own/question.rq:2:4: the header cannot be read: did not find expected ',' or ']'");
}

/// The same parameter in a count, a sub-SELECT, an optional filter, a MINUS and a UNION: everywhere it means this value.
#[test]
fn a_parameter_reaches_every_part_of_a_query() {
    let store = fixture();
    let count = |body: &str, bindings: Bindings| {
        let text = format!(
            "#+ summary: count\n#+ parameters:\n#+   - {{name: actor, type: actor}}\nSELECT ?n WHERE {{ {body} }}"
        );
        let query = SavedQuery::parse("count.rq", &text, &Base::default()).unwrap();
        let rows = query.ask(&store, &bindings).unwrap().rows().rows;
        rows.into_iter().map(|row| row[0].as_ref().map_or(String::new(), plain)).collect::<Vec<_>>()
    };
    let council = || Bindings::new().with("actor", "Port Alder Council");
    for (body, with, without) in [
        ("{ SELECT ?actor (COUNT(?r) AS ?n) { ?r dem:addressee ?actor } GROUP BY ?actor }", "6", "1 1 1 6"),
        (
            "?r dem:verb ?n FILTER(!BOUND(?actor) || EXISTS { ?r dem:addressee ?actor }) FILTER(?n = 'extend')",
            "extend",
            "extend extend",
        ),
        (
            "?r dem:verb ?n OPTIONAL { ?r dem:polarity ?p FILTER(BOUND(?actor)) } FILTER(BOUND(?p) && ?n = 'fine')",
            "fine",
            "",
        ),
        ("{ ?r dem:addressee ?actor ; dem:verb ?n } MINUS { ?r dem:partOf ?w } FILTER(?n = 'work')", "", ""),
        (
            "{ { ?actor dem:acronym ?n } UNION { ?r dem:addressee ?actor ; dem:verb ?n } } FILTER(?n IN ('cut', 'CTU'))",
            "cut",
            "CTU cut",
        ),
    ] {
        assert_eq!(count(body, council()).join(" "), with, "{body}");
        assert_eq!(count(body, Bindings::new()).join(" "), without, "{body}");
    }
}

fn plain(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

#[test]
fn names_are_found_or_told_what_they_might_be() {
    let (store, book) = (fixture(), book());
    let query = book.find("asked-to-do").unwrap();
    let ask = |name: &str| query.ask(&store, &Bindings::new().with("actor", name)).map(|answer| answer.len());
    for name in [
        "Port Alder Council",
        "port alder  council",
        "the Council",
        "port-alder-council",
        "id:port-alder-council",
        "http://localhost:7878/id/port-alder-council",
        "<http://localhost:7878/id/port-alder-council>",
    ] {
        assert_eq!(ask(name).unwrap(), 5, "{name}");
    }
    let said = |name: &str| {
        let error = ask(name).unwrap_err();
        format!("{error}; {}", error.help().unwrap_or_default())
    };
    assert_eq!(
        said("Port Aldr Counsil"),
        "the graph knows nothing named “Port Aldr Counsil” that is an actor (actor); did you mean “Port Alder Council”?"
    );
    assert_eq!(
        said("id:harbor-rail"),
        "the graph knows nothing named “id:harbor-rail” that is an actor (actor); did you mean “Harbour Rail”?"
    );
    assert_eq!(
        said("railway company"),
        "“railway company” may mean 2 different things in the graph (actor); give the IRI of the one that is meant: \
         Harbour Rail <http://localhost:7878/id/harbour-rail>, Valley Rail <http://localhost:7878/id/valley-rail>"
    );
    // A topic is no actor, and a kind of action no topic.
    assert!(matches!(ask("Cycling"), Err(QueryError::UnknownName { .. })));
    let action = Bindings::new().with("topic", "Disclose");
    assert!(matches!(book.find("asks-on-topic").unwrap().ask(&store, &action), Err(QueryError::UnknownName { .. })));
}

#[test]
fn bindings_that_do_not_fit_are_told() {
    let (store, book) = (fixture(), book());
    let said = |query: &str, bindings: &[(&str, &str)]| {
        let error = book.find(query).unwrap().ask(&store, &bindings.iter().copied().collect()).unwrap_err();
        format!("{error}; {}", error.help().unwrap_or_default())
    };
    assert_eq!(
        said("asked-to-do", &[]),
        "asked-to-do needs to be told actor, an actor (who is asked); \
         give a name, acronym or IRI: --actor \"World Health Organization\""
    );
    assert_eq!(said("asked-to-do", &[("acter", "CTU")]), "asked-to-do has no parameter “acter”; did you mean “actor”?");
    assert_eq!(
        said("by-strength", &[("strength", "shall")]),
        "strength cannot be “shall”: it is one of must, should, may; "
    );
    assert_eq!(
        said("documents", &[("since", "2025-02-30")]),
        "since cannot be “2025-02-30”: a date is written 2023, 2023-10 or 2023-10-29; "
    );
    let error = book.find("asked-todo").unwrap_err();
    assert_eq!(error.to_string(), "there is no saved query “asked-todo”");
    assert_eq!(error.help().unwrap(), "did you mean “asked-to-do”, “asked-to-move” or “asked-to-stop”?");
}

/// A value is a value: whatever it holds, it is compared and never read as SPARQL.
#[test]
fn no_value_changes_the_query() {
    let text = "#+ summary: a\n#+ parameters: [{name: verb, type: text, required: true}]\n\
                SELECT ?verb ?rec WHERE { ?rec dem:verb ?verb }";
    let query = SavedQuery::parse("verb.rq", text, &Base::default()).unwrap();
    let hostile = ["\" } UNION { ?rec a ?verb", "'''", "\\", "}", "extend\" . ?s ?p ?o . #", "> <", "?rec", "\u{0}\n"];
    let mut store = fixture();
    for value in hostile {
        assert!(query.ask(&store, &Bindings::new().with("verb", value)).unwrap().is_empty(), "{value}");
    }
    let node = |path: &str| Base::default().node(path);
    let verb = NamedNode::new("https://w3id.org/demarche/ns#verb").unwrap();
    store = Store::new().unwrap();
    for (n, value) in hostile.into_iter().enumerate() {
        let literal = Literal::from(value.trim());
        store.insert(&Quad::new(node(&format!("rec/{n}")), verb.clone(), literal, node("graph/a"))).unwrap();
    }
    for value in hostile.iter().filter(|value| !value.trim().is_empty()) {
        assert_eq!(query.ask(&store, &Bindings::new().with("verb", *value)).unwrap().len(), 1, "{value}");
    }
    // The same in a name: it is looked up, and not found.
    let actor = Bindings::new().with("actor", "CTU\"} . ?s ?p ?o . { #");
    let answer = book().find("asked-to-do").unwrap().ask(&fixture(), &actor);
    assert!(matches!(answer, Err(QueryError::UnknownName { .. })));
}

#[test]
fn limits_end_an_answer_with_an_error() {
    let store = fixture();
    let product = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let query = SavedQuery::typed("-", product, &Base::default()).unwrap();
    let rows = Limits { rows: Some(10), ..Limits::default() };
    assert!(matches!(query.ask_within(&store, &Bindings::new(), rows), Err(QueryError::TooManyRows(10))));
    let count = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let query = SavedQuery::typed("-", count, &Base::default()).unwrap();
    let time = Limits { time: Some(Duration::from_millis(50)), ..Limits::default() };
    assert!(matches!(query.ask_within(&store, &Bindings::new(), time), Err(QueryError::TimedOut(_))));
}

#[test]
fn a_service_is_not_called() {
    let query =
        SavedQuery::typed("-", "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", &Base::default()).unwrap();
    assert!(matches!(query.ask(&fixture(), &Bindings::new()), Err(QueryError::Evaluation(_))));
}

#[test]
fn a_user_s_folder_adds_and_replaces() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("mine.rq", "#+ summary: mine\nASK {}");
    write("documents.rq", "#+ summary: ours\nASK {}");
    write("broken.rq", "#+ summary: broken\nASK {");
    write("rules/near.rq", "#+ summary: near\nCONSTRUCT { ?a dem:near ?b } WHERE { ?a dem:urges ?b }");
    write("rules/asks.rq", "#+ summary: no rule\nASK {}");
    write("notes.txt", "no query");
    let mut book = book();
    let rules = book.rules().count();
    let refused: Vec<_> = book.add_folder(folder.path()).into_iter().map(|d| (d.code, d.place.file)).collect();
    assert_eq!(
        refused,
        [("query::syntax", folder.path().join("broken.rq")), ("query::rule", folder.path().join("rules/asks.rq"))]
    );
    assert_eq!(book.find("mine").unwrap().summary, "mine");
    assert_eq!(book.find("documents.rq").unwrap().summary, "ours");
    assert_eq!(book.rules().count(), rules + 1);
    assert_eq!(book.add_folder(&folder.path().join("none")).len(), 1);
}

/// Every derived edge leads back to its recommendations, and all of them stand in one graph.
#[test]
fn edges_are_derived_and_lead_back() {
    let store = fixture();
    let quads = derive(&store, book().rules(), &Base::default()).unwrap();
    store.extend(quads.clone()).unwrap();
    let query = "SELECT (STRAFTER(STR(?kind), '#') AS ?k) (STRAFTER(STR(?from), '/id/') AS ?f) (STRAFTER(STR(?to), '/id/') AS ?t) \
                 (COUNT(?rec) AS ?n) WHERE { GRAPH <graph/inferred> { ?edge a dem:Edge ; dem:edgeKind ?kind ; \
                 dem:edgeFrom ?from ; dem:edgeTo ?to ; prov:wasDerivedFrom ?rec . ?from ?kind ?to } ?rec a dem:Recommendation } \
                 GROUP BY ?kind ?from ?to ORDER BY ?k ?f ?t";
    let answer = SavedQuery::typed("-", query, &Base::default()).unwrap().ask(&store, &Bindings::new()).unwrap();
    assert_eq!(
        tsv(&answer, &store),
        "k\tf\tt\tn\n\
         askedToMove\tgovernment-of-norland\tharbour-rail\t1\n\
         askedToWorkWith\tnorland\tport-alder-council\t1\n\
         askedToWorkWith\tport-alder-council\tharbour-rail\t1\n\
         urges\tcity-transit-union\tport-alder-council\t3\n\
         urges\triders-league\tgovernment-of-norland\t1\n\
         urges\triders-league\tnorland\t1\n\
         urges\triders-league\tport-alder-council\t1\n\
         urgesToStop\tcity-transit-union\tport-alder-council\t1\n"
    );
    // 8 edges with 5 statements each, one of them with two more recommendations.
    assert_eq!(quads.len(), 8 * 6 + 2);
    let mut sorted = quads.clone();
    sorted.sort_by_cached_key(ToString::to_string);
    assert_eq!(quads, sorted);
}

/// What people see: `UPDATE_GOLDEN=1` does not write these; they are read here.
#[test]
fn tables_wrap_and_turn_into_cards_where_there_is_no_room() {
    let (store, book) = (fixture(), book());
    let answer = book.find("asked-to-move").unwrap().ask(&store, &Bindings::new()).unwrap();
    let draw = |width, format| {
        let style = Style { labels: answer.labels(&store).unwrap(), width };
        let mut out = Vec::new();
        answer.write(&mut out, format, &style).unwrap();
        "\n".to_owned() + &String::from_utf8(out).unwrap()
    };
    insta::assert_snapshot!("wide", draw(120, Format::Table));
    insta::assert_snapshot!("narrow", draw(64, Format::Table));
    insta::assert_snapshot!("markdown", draw(72, Format::Markdown));
    insta::assert_snapshot!("csv", draw(72, Format::Csv));
    insta::assert_snapshot!("ndjson", draw(72, Format::Ndjson));
    insta::assert_snapshot!("json", draw(72, Format::Json));
}

#[test]
fn triples_are_turtle_and_rows_are_not() {
    let store = fixture();
    let construct = "CONSTRUCT { ?a dem:near ?b } WHERE { ?a dem:actsFor ?b }";
    let answer = SavedQuery::typed("-", construct, &Base::default()).unwrap().ask(&store, &Bindings::new()).unwrap();
    let write = |answer: &Answer, format| {
        let mut out = Vec::new();
        answer.write(&mut out, format, &Style::default()).map(|()| String::from_utf8(out).unwrap())
    };
    let turtle = write(&answer, Format::Turtle).unwrap();
    assert!(
        turtle.ends_with(
            "<http://localhost:7878/id/government-of-norland> dem:near <http://localhost:7878/id/norland> .\n"
        )
    );
    assert_eq!(
        write(&answer, Format::NTriples).unwrap(),
        "<http://localhost:7878/id/government-of-norland> <https://w3id.org/demarche/ns#near> <http://localhost:7878/id/norland> .\n"
    );
    assert_eq!(
        write(&answer, Format::Json).unwrap_err().to_string(),
        "SPARQL's json has no form for triples; take ttl or nt"
    );
    let ask = SavedQuery::typed("-", "ASK { ?a a dem:State }", &Base::default())
        .unwrap()
        .ask(&store, &Bindings::new())
        .unwrap();
    assert_eq!(write(&ask, Format::Tsv).unwrap(), "answer\ntrue\n");
    assert_eq!(write(&ask, Format::Json).unwrap(), "{\"head\":{},\"boolean\":true}\n");
    assert_eq!(
        write(&ask, Format::Turtle).unwrap_err().to_string(),
        "ttl holds triples, and only a CONSTRUCT or DESCRIBE answers with triples"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// Whatever stands in a file or is typed, it is read or refused with a place inside it.
    #[test]
    fn no_text_makes_a_query_panic(text in "(#\\+ ?(summary: a|parameters: \\[\\{name: a, type: text\\}\\])?\n)?[ -~é\n?{}\"'<#]{0,60}", width in 0u16..40) {
        for read in [SavedQuery::parse("a.rq", &text, &Base::default()), SavedQuery::typed("-", &text, &Base::default())] {
            if let Err(diagnostic) = read && let Some((source, span)) = &diagnostic.place.span {
                proptest::prop_assert!(source.get(span.start..span.end).is_some());
            }
        }
        let rows = Rows { columns: vec!["a".to_owned()], rows: vec![vec![Some(Literal::from(text).into())]], aside: Vec::new() };
        for format in Format::ALL {
            let style = Style { width, ..Style::default() };
            let _ = Answer::Rows(rows.clone()).write(&mut std::io::sink(), format, &style);
        }
    }
}
