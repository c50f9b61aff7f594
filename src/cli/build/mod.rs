//! `demarche build`: documents in, a graph folder out; only what changed is read.

mod summary;
mod work;

use super::report::{self, trouble};
use super::{Outcome, knowledge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{READ, collect};
use crate::graph::{curation as curated, ontology, resolved};
use crate::iri::Base;
use crate::query::{derive, merge};
use crate::resolve::copies::Copy;
use crate::resolve::curation::{Change, Curation, State, reports};
use crate::resolve::resolve;
use crate::store::{Build, Manifest, Parts, Recipe, Run, Settings, Store, StoreError};
use anyhow::{Context, Result, anyhow};
use clap::{ArgAction, Args};
use oxigraph::model::{GraphName, Quad};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The graph folder where none is named.
pub(super) const GRAPH: &str = "graph";
/// The code of notes on metadata that rest on a text's words alone.
const GUESSED: &str = "metadata::guessed";

/// Build the graph of some documents; only what changed is read
///
/// Folders are searched for documents: text (.txt, .md), web pages (.html), .pdf and .docx files, and collections (.ndjson, .csv
/// with a column of texts). A documents.csv beside them tells what is known of them (id, url,
/// title, publisher, issued, licence …) and wins over what they say.
#[derive(Args)]
#[command(after_help = "Example: a graph of a folder, then again after the folder has changed\n  \
                        demarche build briefings/ --graph briefings.graph\n  \
                        demarche build --graph briefings.graph")]
pub(super) struct Arguments {
    /// Files and folders; without any, those of the last build
    paths: Vec<PathBuf>,
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = GRAPH)]
    graph: PathBuf,
    /// A folder with Turtle files of your own, beside or in place of those that come with demarche
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
    /// A folder with saved queries (*.rq) and derivation rules (rules/*.rq) of your own
    #[arg(long, value_name = "DIR")]
    queries: Vec<PathBuf>,
    /// A folder with corrections of your own (.csv, .ttl); a folder "curation" beside the documents is always read
    #[arg(long, value_name = "DIR")]
    curation: Vec<PathBuf>,
    /// The address under which all IRIs stand
    #[arg(long, value_name = "IRI", default_value = Base::LOCAL)]
    base: String,
    /// Threads at work [default: one a processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Read every document again
    #[arg(long)]
    force: bool,
    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Show every diagnostic; twice: what each stage took
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
}

/// The arguments as they are meant: where none say it, the last build does.
struct Order {
    graph: PathBuf,
    paths: Vec<PathBuf>,
    ontology: Vec<PathBuf>,
    queries: Vec<PathBuf>,
    curation: Vec<PathBuf>,
    base: Base,
    force: bool,
}

impl Order {
    fn of(arguments: &Arguments) -> Result<Self> {
        let Arguments { graph, paths, ontology, queries, curation, base, force, .. } = arguments;
        let mut order = Self {
            graph: graph.clone(),
            paths: paths.clone(),
            ontology: ontology.clone(),
            queries: queries.clone(),
            curation: curation.clone(),
            base: Base::parse(base).map_err(|error| trouble(error, "for example --base https://example.org/graph/"))?,
            force: *force,
        };
        if paths.is_empty() {
            order.again(&last(graph)?, base == Base::LOCAL)?;
        }
        Ok(order)
    }

    /// Takes from the last build what nothing was said of.
    fn again(&mut self, last: &Manifest, base: bool) -> Result<()> {
        let Recipe { paths, ontology, queries, curation, withholding: _ } = &last.recipe;
        let known = |folders: &[String]| folders.iter().map(PathBuf::from).collect();
        self.paths = known(paths);
        if let Some(gone) = self.paths.iter().find(|path| !path.exists()) {
            let message = format!("the last build read {}, which is not there now", gone.display());
            return Err(trouble(message, "build from the same folder as then, or name the documents"));
        }
        if self.ontology.is_empty() {
            self.ontology = known(ontology);
        }
        if self.queries.is_empty() {
            self.queries = known(queries);
        }
        if self.curation.is_empty() {
            self.curation = known(curation);
        }
        if base {
            self.base = Base::parse(&last.settings.base).map_err(|error| anyhow!(error))?;
        }
        Ok(())
    }

    fn recipe(&self, corrections: &Curation) -> Recipe {
        let text = |paths: &[PathBuf]| paths.iter().map(|path| as_told(path)).collect::<Vec<_>>();
        // What is not there cannot be read the next time either.
        let there: Vec<PathBuf> = self.paths.iter().filter(|path| path.exists()).cloned().collect();
        let mut paths = text(&there);
        paths.sort();
        paths.dedup();
        let (ontology, queries) = (text(&self.ontology), text(&self.queries));
        let withholding: BTreeSet<PathBuf> =
            corrections.suppressions().filter_map(|(_, file)| file.parent().map(Path::to_owned)).collect();
        let withholding = text(&withholding.into_iter().collect::<Vec<_>>());
        Recipe { paths, ontology, queries, curation: text(&self.curation), withholding }
    }
}

fn as_told(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    if text.len() > 1 { text.trim_end_matches('/').to_owned() } else { text }
}

fn last(graph: &Path) -> Result<Manifest> {
    match Store::open(graph) {
        Ok(store) if !store.manifest().recipe.paths.is_empty() => Ok(store.manifest().clone()),
        Ok(_) | Err(StoreError::NoGraph { .. }) => Err(trouble(
            format!("no documents were named, and {} remembers none", graph.display()),
            "name files or folders: demarche build briefings/",
        )),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let order = Order::of(&arguments)?;
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = arguments.jobs {
        pool = pool.num_threads(jobs);
    }
    let built = pool.build().context("cannot start threads")?.install(|| build(&order, &arguments))?;
    let loud = |found: &&Diagnostic| !arguments.quiet || found.severity == Severity::Error;
    let shown = built.diagnostics.iter().filter(loud).filter(|found| found.code != GUESSED);
    report::diagnostics(shown, arguments.verbose > 0);
    if !arguments.quiet {
        summary::print(&built, &order)?;
    }
    let is_finding = built.diagnostics.iter().any(|diagnostic| diagnostic.severity > Severity::Note);
    Ok(Outcome::findings(is_finding || built.doubtful_before > 0))
}

/// What came of a build.
struct Built {
    tally: work::Tally,
    /// Warnings of documents that were not read again.
    doubtful_before: usize,
    /// In the order of files.
    diagnostics: Vec<Diagnostic>,
    digest: summary::Digest,
    copies: Vec<Copy>,
    /// How many corrections there are, and how many of them did something.
    corrections: (usize, usize),
}

impl Built {
    /// The files that were to be documents and are not in the graph.
    fn left_out(&self) -> BTreeSet<&Path> {
        let is_document =
            |code: &str| !["ontology::", "query::", "curation::"].iter().any(|kind| code.starts_with(kind));
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter(|error| is_document(error.code)).map(|error| error.place.file.as_path()).collect()
    }
}

fn build(order: &Order, arguments: &Arguments) -> Result<Built> {
    let clock = Clock::start(arguments.verbose > 1);
    let started = jiff::Timestamp::now();
    let (ontology, mut lexicon, mut diagnostics) = knowledge::ontology(&order.base, &order.ontology)?;
    let (book, refused) = knowledge::queries(&order.base, &order.queries)?;
    diagnostics.extend(refused);
    clock.lap("ontology and queries");
    let settings = Settings {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ontology: lexicon.hash.clone(),
        base: order.base.as_str().to_owned(),
    };
    let (found, doubts) = collect(&order.paths);
    if found.is_empty() {
        report::diagnostics(&doubts, true);
        let places = order.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        let help = format!("{READ}; the graph was left as it was");
        return Err(trouble(format!("no document was found in {places}"), help));
    }
    diagnostics.extend(doubts);
    let folders = knowledge::curation_folders(&order.paths, &found, &order.curation)?;
    let (curation, refused) = Curation::read(&folders, &order.base, &lexicon);
    diagnostics.extend(refused);
    curation.teach(&mut lexicon);
    let mut build = Build::begin(&order.graph, settings)?;
    build.remember(order.recipe(&curation));
    let bar = work::bar(found.len(), arguments.quiet);
    let (lexicon, curation, base) = (&lexicon, &curation, &order.base);
    let job = work::Job { build: &build, lexicon, curation, base, force: order.force, bar: &bar };
    let mut done = job.run(found)?;
    bar.finish_and_clear();
    clock.lap("documents");
    let (copies, came) = job.copies(&done);
    let resolutions = resolve(&done.summaries, copies, lexicon);
    job.settle(&mut done, &resolutions)?;
    for (document, outcome) in came {
        done.outcomes.entry(document).and_modify(|outcomes| outcomes.push(outcome));
    }
    diagnostics.append(&mut done.diagnostics);
    diagnostics.extend(reports(curation, &done.outcomes));
    build.put_graph("resolved", resolved::quads(&resolutions, &order.base))?;
    build.put_graph("ontology", ontology::quads(&ontology))?;
    if !curation.is_empty() {
        build.put_graph("curation", curated::quads(curation, &done.outcomes, base))?;
    }
    clock.lap("collection and ontology graph");
    let store = build.load(Parts::Facts)?;
    merge(&store)?;
    let inferred = derive(&store, book.rules(), &order.base)?;
    store.extend(inferred.iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() }))?;
    build.put_graph("inferred", inferred)?;
    clock.lap("derivation rules");
    let digest = summary::Digest::of(&store, &book, &order.base)?;
    clock.lap("summary");
    let ended = jiff::Timestamp::now();
    build.finish(&Run { started: format!("{started:.3}"), ended: format!("{ended:.3}"), rule_set: None })?;
    let order = |a: &Diagnostic| (a.place.file.clone(), a.place.span.as_ref().map(|(_, span)| *span), a.code);
    diagnostics.sort_by_cached_key(order);
    let applied: BTreeSet<_> = done
        .outcomes
        .values()
        .flatten()
        .filter(|came| came.state == State::Applied)
        .map(|came| &came.correction)
        .collect();
    let told = curation.corrections.iter().filter(|one| !matches!(one.change, Change::Suppress { .. })).count();
    let corrections = (told, applied.len());
    Ok(Built {
        corrections,
        copies: resolutions.copies,
        tally: done.tally,
        doubtful_before: done.doubtful_before,
        diagnostics,
        digest,
    })
}

/// Tells what each stage took, where that is asked for.
struct Clock {
    on: bool,
    since: std::cell::Cell<std::time::Instant>,
}

impl Clock {
    fn start(on: bool) -> Self {
        Self { on, since: std::time::Instant::now().into() }
    }

    fn lap(&self, stage: &str) {
        let now = std::time::Instant::now();
        let since = self.since.replace(now);
        if self.on {
            eprintln!("{:>8.1} ms  {stage}", (now - since).as_secs_f64() * 1000.0);
        }
    }
}
