//! `demarche actors`: who is named, and whom the lexicon lacks, as a table or as Turtle to be completed.

use super::report::trouble;
use super::sink::Sink;
use super::{Outcome, console, knowledge};
use crate::iri::{ActorId, Base};
use crate::query::{Answer, Bindings, Format, Rows, Style, merge};
use crate::store::{Parts, Store};
use crate::vocab::skos;
use anyhow::Result;
use clap::Args;
use clap::builder::PossibleValuesParser;
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// List the actors that the documents name, with counts; or those that the lexicon lacks
///
/// With --unknown, and not on a terminal, the answer is Turtle: complete it, put it into a folder, and give that with
/// --ontology when you build again.
#[derive(Args)]
#[command(after_help = "Example: make known whom the lexicon lacks\n  \
                        demarche actors --unknown --output own/actors-of-mine.ttl\n  \
                        demarche build briefings/ --ontology own/")]
pub(super) struct Arguments {
    /// Only those whom the lexicon lacks
    #[arg(short, long)]
    unknown: bool,
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    graph: PathBuf,
    /// How it is written [default: as the ending of --output tells; else table on a terminal; elsewhere tsv, or ttl with --unknown]
    #[arg(short, long, value_parser = PossibleValuesParser::new(["table", "csv", "tsv", "json", "ndjson", "md", "ttl"]))]
    format: Option<String>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let format = format(arguments)?;
    let folder = Store::open(&arguments.graph)?;
    let base = Base::parse(&folder.manifest().settings.base).unwrap_or_default();
    let store = folder.load(Parts::All)?;
    merge(&store)?;
    let book = knowledge::queries(&base, &[])?.0;
    let answer = |name: &str| -> Result<Answer> { Ok(book.find(name)?.ask(&store, &Bindings::new())?) };
    let found = answer(if arguments.unknown { "unknown-actors" } else { "actors" })?;
    let labels = found.labels(&store)?;
    let mut sink = Sink::open(arguments.output.as_deref())?;
    if format == Format::Turtle {
        let names = answer("actor-names")?.rows();
        for entry in entries(&found.rows(), &names, &base, |node| labels.get(node).map(str::to_owned)) {
            sink.write_all(entry.as_bytes())?;
        }
    } else {
        found.write(&mut sink, format, &Style { labels, width: console::width() })?;
    }
    sink.finish()?;
    if found.is_empty() {
        eprintln!("{}", if arguments.unknown { "The lexicon knows them all." } else { "No actor is named." });
    }
    Ok(Outcome::findings(found.is_empty()))
}

fn format(arguments: &Arguments) -> Result<Format> {
    let ending = arguments.output.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy());
    let name = match (&arguments.format, ending) {
        (Some(name), _) => name.clone(),
        (None, Some(ending)) => ending.to_ascii_lowercase(),
        (None, None) if arguments.output.is_none() && console::stdout_is_terminal() => "table".to_owned(),
        (None, None) if arguments.unknown => "ttl".to_owned(),
        (None, None) => "tsv".to_owned(),
    };
    let format = Format::ALL.into_iter().find(|format| format.name() == name);
    match format.filter(|format| *format != Format::NTriples) {
        Some(Format::Turtle) if !arguments.unknown => {
            Err(trouble("Turtle is for actors that the lexicon lacks", "add --unknown, or name another --format"))
        }
        Some(format) => Ok(format),
        None => Err(trouble(
            format!("the ending .{name} tells no format"),
            "name one with --format, or write to a file that ends in .csv, .tsv, .json, .ndjson, .md or .ttl",
        )),
    }
}

/// The head of the Turtle, then an entry for each actor, most frequent first, with a comment that tells where it is named.
fn entries<'a>(
    unknown: &'a Rows,
    names: &'a Rows,
    base: &'a Base,
    label: impl Fn(&NamedNode) -> Option<String> + 'a,
) -> impl Iterator<Item = String> + 'a {
    let mut forms: BTreeMap<&NamedNode, Vec<&str>> = BTreeMap::new();
    for row in &names.rows {
        if let (Some(actor), Some(words)) = (node(names, row, "actor"), text(names, row, "words")) {
            forms.entry(actor).or_default().push(words);
        }
    }
    let head = format!(
        "# Actors that the lexicon lacks, the most frequent first. Correct names and kinds, take out what is no actor, and put\n\
         # the file into a folder of your own for --ontology. What else an entry can say stands at the head of actors.ttl.\n\
         @prefix dem: <{}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        crate::ontology::model::NS
    );
    let entry = move |row: &Vec<Option<Term>>| {
        let actor = node(unknown, row, "actor")?;
        let id = base.path(actor.as_str())?.strip_prefix(ActorId::PATH)?;
        let kind = node(unknown, row, "kind")?.as_str().strip_prefix(crate::ontology::model::NS)?;
        let name = label(actor)?;
        let known = forms.get(actor).map(Vec::as_slice).unwrap_or_default();
        let mut lines = vec![format!("    {} {}", short(skos::PREF_LABEL.as_str()), english(&name))];
        let (mut acronyms, mut labels, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for form in known.iter().filter(|form| !form.eq_ignore_ascii_case(&name)) {
            let capitals = form.chars().filter(|c| c.is_uppercase()).count();
            let list = match form.contains(' ') {
                false if capitals > 1 && capitals * 2 > form.chars().count() => &mut acronyms,
                true if kind != "Person" => &mut labels,
                _ => &mut others,
            };
            list.push(*form);
        }
        let listed = |words: &[&str]| words.iter().map(|form| english(form)).collect::<Vec<_>>().join(", ");
        if !labels.is_empty() {
            lines.push(format!("    {} {}", short(skos::ALT_LABEL.as_str()), listed(&labels)));
        }
        if !acronyms.is_empty() {
            lines.push(format!("    dem:acronym {}", listed(&acronyms)));
        }
        let quote = text(unknown, row, "quote").unwrap_or_default();
        let counts = ["mentions", "documents"].map(|column| text(unknown, row, column).unwrap_or_default());
        let also = if others.is_empty() { String::new() } else { format!("\n# also as: {}", others.join(" | ")) };
        let comment = format!("# mentions {}, documents {}: {}", counts[0], counts[1], console::printable(quote));
        Some(format!("\n{comment}{also}\n<{}{id}> a dem:{kind} ;\n{} .\n", ActorId::PATH, lines.join(" ;\n")))
    };
    std::iter::once(head).chain(unknown.rows.iter().filter_map(entry))
}

/// A name with the language tag of all labels, escaped as Turtle wants it.
fn english(words: &str) -> String {
    Literal::new_language_tagged_literal_unchecked(words, "en").to_string()
}

/// A SKOS property by its prefix.
fn short(property: &str) -> String {
    format!("skos:{}", property.rsplit('#').next().unwrap_or_default())
}

fn node<'r>(rows: &Rows, row: &'r [Option<Term>], column: &str) -> Option<&'r NamedNode> {
    match rows.cell(row, column)? {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

fn text<'r>(rows: &Rows, row: &'r [Option<Term>], column: &str) -> Option<&'r str> {
    match rows.cell(row, column)? {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}
