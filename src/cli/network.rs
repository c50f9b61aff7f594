//! `demarche network`: an answer as a network of actors: drawn, measured, or handed to another tool.

use super::query::{Options, from_file, is_file, knows, parts};
use super::report::trouble;
use super::sink::Sink;
use super::{Outcome, console};
use crate::iri::Base;
use crate::network::{
    ActorIri, Colours, Layout, LayoutOptions, Measures, Narrowing, Network, NetworkError, Step, Style, Theme,
    bipartite, export, matrix, page, series, svg,
};
use crate::query::{self, Bindings, ParameterKind, SavedQuery, merge};
use crate::store::Store;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Draw who asks whom, or any other answer, as a network of actors
///
/// Any saved query or file with the columns source, relation and target is a network; `demarche query --list` shows those
/// tagged network.
#[derive(Args)]
#[command(after_help = "Examples: a picture; what one actor stands in; a page to explore; a graph for Gephi\n  \
                        demarche network -o network.svg\n  \
                        demarche network --ego \"United States\" --since 2023 -o us.png\n  \
                        demarche network network-asked-to-work-with -o together.html\n  \
                        demarche network --min-weight 2 -o asks.gexf\n  \
                        demarche network --view matrix -o matrix.pdf")]
pub(super) struct Arguments {
    /// A saved query or a file (.rq)
    #[arg(default_value = "network-who-asks-whom")]
    name: String,
    /// Only what this organization asks
    #[arg(long, value_name = "ACTOR")]
    organization: Option<String>,
    /// Only what this actor is asked, or where it has another part in the query's relation
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// Only asks about this topic, or a narrower one
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what is of this date or later (2023, 2023-10 or 2023-10-29)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what is of this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Only this relation (may be given again)
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// Hide relations of less weight
    #[arg(long, value_name = "N")]
    min_weight: Option<f64>,
    /// Only what is around this actor
    #[arg(long, value_name = "ACTOR")]
    ego: Option<String>,
    /// How many steps around --ego
    #[arg(long, value_name = "N", default_value_t = 1, requires = "ego")]
    radius: usize,
    /// Write figures instead: degrees, betweenness, PageRank, brokers, communities
    #[arg(long)]
    measures: bool,
    /// How SVG, PNG and PDF show the network
    #[arg(long, value_enum, default_value = "graph")]
    view: View,
    /// What a panel of --view series is of
    #[arg(long, value_enum, default_value = "year")]
    by: By,
    /// What the colour of an actor tells
    #[arg(long, value_enum, default_value = "kind")]
    colour: Colour,
    /// Light or dark paper; auto follows whoever looks at it
    #[arg(long, value_enum)]
    theme: Option<Paper>,
    /// Another number, another layout
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Pixels of a PNG for each of the picture's own
    #[arg(long, value_name = "N", default_value_t = 2.0)]
    scale: f32,
    /// What is written [default: as the ending of --output tells; else svg, or a table of measures]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    graph: PathBuf,
    /// A folder with saved queries of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    queries: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Kind,
    Community,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum View {
    /// Actors and the ties between them
    Graph,
    /// Who ties in rows, who is tied in columns
    Matrix,
    /// From whom left, to whom right
    Bipartite,
    /// A panel a year, or a month: see --by
    Series,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Year,
    Month,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    Light,
    Dark,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture
    Svg,
    Png,
    Pdf,
    /// A page to explore, in one file
    Html,
    /// For igraph and yEd
    Graphml,
    /// For Gephi
    Gexf,
    /// For Graphviz
    #[value(alias = "gv")]
    Dot,
    /// For Cytoscape
    Cyjs,
    /// Nodes and edges, for networkx and D3; with --measures the figures
    Json,
    /// With --output two files: FILE.nodes.csv and FILE.edges.csv
    Csv,
    /// With --measures: for a terminal, a pipe, a document, SPARQL
    Table,
    Tsv,
    Md,
    Ttl,
}

/// The endings of files with a network, and with its figures.
const NETWORKS: &str = ".svg, .png, .pdf, .html, .graphml, .gexf, .dot, .cyjs, .json or .csv";
const FIGURES: &str = ".csv, .tsv, .json, .md or .ttl";

impl Format {
    /// The format that the ending of a file's name tells.
    fn of(path: &Path) -> Option<Self> {
        Self::from_str(path.extension()?.to_str()?, true).ok()
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let format = match (arguments.format, &arguments.output) {
        (Some(format), _) => format,
        (None, None) if !arguments.measures => Format::Svg,
        (None, None) if console::stdout_is_terminal() => Format::Table,
        (None, None) => Format::Tsv,
        (None, Some(path)) => Format::of(path).ok_or_else(|| {
            let endings = if arguments.measures { FIGURES } else { NETWORKS };
            trouble(
                format!("the ending of {} tells no format", path.display()),
                format!("name one with --format, or write to a file that ends in {endings}"),
            )
        })?,
    };
    if arguments.view != View::Graph && !matches!(format, Format::Svg | Format::Png | Format::Pdf) {
        return Err(trouble(
            "--view is for pictures, which this is not",
            "write .svg, .png or .pdf, or leave --view out",
        ));
    }
    let (network, title, base) = network(arguments)?;
    if network.is_empty() {
        eprintln!("The graph has no answer to that.");
    }
    let ended = Outcome::findings(network.is_empty());
    if arguments.measures {
        measures(&network, format, arguments, &base)?;
        return Ok(ended);
    }
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let options = LayoutOptions { seed: arguments.seed, ..LayoutOptions::default() };
    let layout = || Layout::of(&network, &options);
    let style = style(arguments, format, title);
    match format {
        Format::Svg => sink.write_all(picture(&network, &options, &style, arguments)?.as_bytes())?,
        Format::Png | Format::Pdf => {
            sink.write_all(&raster(&picture(&network, &options, &style, arguments)?, format, arguments, &style)?)?;
        }
        Format::Html => sink.write_all(page::html(&network, &layout(), &style).as_bytes())?,
        Format::Graphml => sink.write_all(export::graphml(&network, &layout()).as_bytes())?,
        Format::Gexf => sink.write_all(export::gexf(&network, &layout()).as_bytes())?,
        Format::Dot => sink.write_all(export::dot(&network, &layout()).as_bytes())?,
        Format::Cyjs => sink.write_all(export::cytoscape(&network, &layout()).as_bytes())?,
        Format::Json => sink.write_all(export::node_link(&network, &layout()).as_bytes())?,
        Format::Csv => match &arguments.output {
            Some(path) => {
                let beside = |name: &str| path.with_extension(name);
                for (path, text) in [
                    (beside("nodes.csv"), export::actors_csv(&network, &layout())),
                    (beside("edges.csv"), export::ties_csv(&network)),
                ] {
                    let mut sink = Sink::open(Some(&path))?;
                    sink.write_all(text.as_bytes())?;
                    sink.finish()?;
                }
                return Ok(ended);
            }
            None => sink.write_all(export::ties_csv(&network).as_bytes())?,
        },
        Format::Table | Format::Tsv | Format::Md | Format::Ttl => {
            return Err(trouble(
                "a network is no table; its measures are",
                "demarche network --measures; or --format csv for the network itself",
            ));
        }
    }
    sink.finish()?;
    Ok(ended)
}

/// The view that is asked for, as SVG.
fn picture(network: &Network, options: &LayoutOptions, style: &Style, arguments: &Arguments) -> Result<String> {
    Ok(match arguments.view {
        View::Graph => svg::draw(network, &Layout::of(network, options), style),
        View::Matrix => matrix(network, style),
        View::Bipartite if !network.is_empty() && network.ties().all(|(_, _, tie)| !tie.directed) => {
            return Err(trouble(
                "the ties of this network have no direction, so they lead from nobody to nobody",
                "take --view matrix, or a network with a direction such as network-who-asks-whom",
            ));
        }
        View::Bipartite => bipartite(network, style),
        View::Series => {
            let step = if arguments.by == By::Month { Step::Month } else { Step::Year };
            series(network, options, step, style)
        }
    })
}

/// Writes the figures of a network.
fn measures(network: &Network, format: Format, arguments: &Arguments, base: &Base) -> Result<()> {
    let measures = Measures::of(network);
    let (format, answer) = match format {
        Format::Ttl => (query::Format::Turtle, measures.triples(network, base, &arguments.name)),
        Format::Json => (query::Format::Json, measures.rows(network)),
        Format::Csv => (query::Format::Csv, measures.rows(network)),
        Format::Tsv => (query::Format::Tsv, measures.rows(network)),
        Format::Md => (query::Format::Markdown, measures.rows(network)),
        Format::Table => (query::Format::Table, measures.rows(network)),
        _ => {
            return Err(trouble("measures are no picture", "take --format table, csv, tsv, md, json or ttl"));
        }
    };
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let style = query::Style { width: console::width(), ..query::Style::default() };
    if format == query::Format::Table {
        sink.write_all(measures.summary().as_bytes())?;
    }
    answer.write(&mut sink, format, &style)?;
    sink.finish()
}

fn style(arguments: &Arguments, format: Format, title: String) -> Style {
    let theme = match (arguments.theme, format) {
        (Some(Paper::Light), _) => Theme::Light,
        (Some(Paper::Dark), _) => Theme::Dark,
        (Some(Paper::Auto), _) | (None, Format::Svg) => Theme::Auto,
        (None, _) => Theme::Light,
    };
    let theme = if matches!(format, Format::Png | Format::Pdf) && theme == Theme::Auto { Theme::Light } else { theme };
    let colours = match arguments.colour {
        Colour::Kind => Colours::Kind,
        Colour::Community => Colours::Community,
    };
    Style { title, theme, colours, ..Style::default() }
}

#[cfg(feature = "pictures")]
fn raster(svg: &str, format: Format, arguments: &Arguments, style: &Style) -> Result<Vec<u8>> {
    use crate::network::raster::{pdf, png};
    Ok(if format == Format::Pdf { pdf(svg, &style.title)? } else { png(svg, arguments.scale)? })
}

#[cfg(not(feature = "pictures"))]
fn raster(_: &str, _: Format, _: &Arguments, _: &Style) -> Result<Vec<u8>> {
    Err(trouble("this demarche was built without the feature `pictures`", "write an SVG, which needs no feature"))
}

/// The network that is asked for, and what it shows in one sentence.
fn network(arguments: &Arguments) -> Result<(Network, String, Base)> {
    let options = Options::of_graph(&arguments.graph, &arguments.queries);
    let (book, base) = knows(&options)?;
    let query = match is_file(&arguments.name) {
        true => from_file(&arguments.name, &base)?,
        false => book.find(&arguments.name)?.clone(),
    };
    let store = Store::open(&arguments.graph)?.load(parts(&query))?;
    merge(&store)?;
    let given = [("organization", &arguments.organization), ("actor", &arguments.actor), ("topic", &arguments.topic)];
    let bindings: Bindings = given.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?.as_str()))).collect();
    let answer = query.ask(&store, &bindings)?;
    let kinds = book.find("actor-kinds")?.ask(&store, &Bindings::new())?;
    let ego = match &arguments.ego {
        Some(name) => {
            let node = query::named(&store, &base, "ego", ParameterKind::Actor, name)?;
            Some((ActorIri::new(node.as_str()), arguments.radius))
        }
        None => None,
    };
    let whole =
        Network::of(&answer).map_err(|error: NetworkError| trouble(error.to_string(), error.help()))?.described(&kinds);
    let narrowing = Narrowing {
        relations: arguments.relation.clone(),
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        min_weight: arguments.min_weight,
        ego,
    };
    let network = whole.narrowed(&narrowing);
    let title = title(&query, arguments);
    Ok((network, title, base))
}

/// The query's question, and what it was narrowed to.
fn title(query: &SavedQuery, arguments: &Arguments) -> String {
    let mut title = query.title();
    let told = [
        ("organization", &arguments.organization),
        ("actor", &arguments.actor),
        ("topic", &arguments.topic),
        ("around", &arguments.ego),
        ("since", &arguments.since),
        ("until", &arguments.until),
    ];
    let told: Vec<String> =
        told.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?))).collect();
    if !told.is_empty() {
        title += &format!(" ({})", told.join(", "));
    }
    title
}
