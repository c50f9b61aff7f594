//! Short texts and what comes of them. Adding a test is adding a file to `tests/cases/`: the text, a line of `=====`, and
//! the findings as they are drawn below. `UPDATE_CASES=1 cargo test --test cases` draws them anew, to be read as prose.

use demarche::document::{Document, Source};
use demarche::extract::{Extraction, Recommendation, Role, extract};
use demarche::graph;
use demarche::graph::check::check;
use demarche::iri::{ActorId, Base};
use demarche::ontology::Lexicon;
use std::fmt::Write;
use std::path::Path;

const BORDER: &str = "\n=====\n";

#[test]
fn each_case_yields_what_it_draws() {
    let lexicon = Lexicon::shipped();
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect("tests/cases").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let case = std::fs::read_to_string(path).expect("a case is text");
        let (text, expected) = case.split_once(BORDER).unwrap_or((&case, ""));
        let document = Document::read(Source::new(path, text.as_bytes())).expect("a case is a document");
        let found = extract(&document, &lexicon);
        let offences = check(&graph::quads(&document, &found, &Base::default()));
        if !offences.is_empty() {
            wrong.push(format!("{}: its graph breaks shapes: {offences:#?}", path.display()));
        }
        let drawn = draw(&document, &found);
        if drawn != expected {
            if std::env::var_os("UPDATE_CASES").is_some() {
                std::fs::write(path, format!("{text}{BORDER}{drawn}")).expect("the case is written");
            } else {
                wrong.push(format!("{}\n--- drawn\n{drawn}--- expected\n{expected}", path.display()));
            }
        }
    }
    assert!(paths.len() > 20, "the cases are gone");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The findings of a document as a person reads them.
fn draw(document: &Document, found: &Extraction) -> String {
    let mut out = String::new();
    if let Some(title) = &found.title {
        let _ = writeln!(out, "title: {}", title.text);
    }
    if let Some(publisher) = &found.publisher {
        let _ = writeln!(out, "publisher: {} ({})", publisher.name, publisher.how.name());
    }
    if let Some(issued) = &found.issued {
        let _ = writeln!(out, "issued: {}", issued.value);
    }
    for recommendation in &found.recommendations {
        recommendation_line(&mut out, document, found, recommendation);
    }
    for call in &found.reported_calls {
        let _ = write!(out, "reported ");
        recommendation_line(&mut out, document, found, call);
    }
    let mut actors: Vec<String> = Vec::new();
    for actor in found.actors.iter().filter(|actor| actor.kind.name() != "Generic") {
        let forms: Vec<String> = found
            .mentions
            .iter()
            .filter(|mention| mention.actor == actor.id)
            .map(|mention| document.visible(mention.span))
            .collect();
        if !forms.is_empty() {
            actors.push(format!("named: {} ({}) as {}", actor.name, actor.kind.name(), forms.join(" | ")));
        }
    }
    for line in actors {
        let _ = writeln!(out, "{line}");
    }
    for actor in found.actors.iter().filter(|actor| !actor.members.is_empty()) {
        let members: Vec<String> = actor.members.iter().map(|(_, span)| document.visible(*span)).collect();
        let _ = writeln!(out, "members of {}: {}", actor.name, members.join(", "));
    }
    for date in &found.dates {
        let _ = writeln!(out, "date: {} = {}", document.visible(date.span), date.value);
    }
    out
}

fn recommendation_line(out: &mut String, document: &Document, found: &Extraction, recommendation: &Recommendation) {
    let mut depth = 0;
    let mut parent = recommendation.part_of.as_ref();
    while let Some(id) = parent {
        depth += 1;
        let mut all = found.recommendations.iter().chain(&found.reported_calls);
        parent = all.find(|other| &other.id == id).and_then(|other| other.part_of.as_ref());
    }
    let name = |id: &ActorId| {
        found.actors.iter().find(|actor| &actor.id == id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
    };
    let roles = |roles: &[Role]| {
        roles.iter().map(|role| format!("{} [{}]", name(&role.actor), role.how.name())).collect::<Vec<_>>().join(", ")
    };
    let stop = if recommendation.polarity.name() == "negative" { " NOT" } else { "" };
    let _ = writeln!(
        out,
        "{}- {}{stop} {}: “{}”",
        "  ".repeat(depth),
        recommendation.strength.name(),
        recommendation.verb.lemma,
        document.visible(recommendation.span)
    );
    let mut detail = |label: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "{}  {label}: {text}", "  ".repeat(depth));
        }
    };
    detail("by", roles(&recommendation.recommenders));
    detail("said by", recommendation.spokesperson.iter().map(|role| roles(std::slice::from_ref(role))).collect());
    detail("asked", roles(&recommendation.addressees));
    let counterparts = recommendation
        .counterparts
        .iter()
        .map(|other| format!("{} {}", other.relation.name(), name(&other.role.actor)))
        .collect::<Vec<_>>();
    detail("counterpart", counterparts.join(", "));
    detail("sought from", roles(&recommendation.sought_from));
    detail(
        "content",
        recommendation
            .content
            .as_ref()
            .map(|content| format!("{}: “{}”", content.lemma, document.visible(content.span)))
            .unwrap_or_default(),
    );
    detail("condition", recommendation.condition.map(|span| document.visible(span)).unwrap_or_default());
    detail("consequence", recommendation.consequence.map(|span| document.visible(span)).unwrap_or_default());
    detail("checked", recommendation.monitoring.map(|span| document.visible(span)).unwrap_or_default());
    let deadline = recommendation.deadline.as_ref().map(|deadline| {
        let date = deadline.date.as_ref().map(|date| format!(" = {date}")).unwrap_or_default();
        format!("{}{date}", document.visible(deadline.span))
    });
    detail("deadline", deadline.unwrap_or_default());
    let because = &recommendation.because;
    detail(
        "because",
        format!("{}{}", because.rule, because.cue.as_ref().map(|cue| format!(" / {cue}")).unwrap_or_default()),
    );
}
