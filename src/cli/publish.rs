//! `demarche publish`: the graph as a site of plain files.

use super::Outcome;
use super::report::{self, trouble};
use crate::iri::Base;
use crate::ontology::Lexicon;
use crate::publish::{Site, SiteOptions, Suppression};
use crate::resolve::curation::Curation;
use crate::store::Store;
use anyhow::{Context, Result};
use clap::Args;
use clap::builder::PossibleValuesParser;
use oxigraph::model::NamedNode;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file by which a folder is known to hold a site of ours, which may be replaced.
const MARK: &str = ".demarche-site";

/// Write the graph as a site of plain files, with its data
///
/// Shows short quotes with their source; a whole text only where its recorded licence allows it. The site needs no server:
/// open its index.html.
#[derive(Args)]
#[command(after_help = "Examples: look at it; publish it; one recommendation as a nanopublication\n  \
    demarche publish -o site/ --preview\n  \
    demarche publish -o site/ --base https://asks.example.org/ --corrections mailto:editor@example.org\n  \
    demarche publish --format nanopub --preview rec/night-buses/0a1b2c3d")]
pub(super) struct Arguments {
    /// With --format nanopub: recommendations, by IRI or path (rec/night-buses/0a1b2c3d)
    #[arg(value_name = "IRI")]
    recommendations: Vec<String>,
    /// The folder that the site is written to; one that holds a site already is replaced
    #[arg(short, long, value_name = "DIR", required_unless_present = "recommendations")]
    output: Option<PathBuf>,
    /// What is written: a site, or nanopublications (TriG, to standard output)
    #[arg(short, long, default_value = "site", value_parser = PossibleValuesParser::new(["site", "nanopub"]),)]
    format: String,
    #[command(flatten)]
    site: SiteArguments,
}

/// What is told about a site, whether it is written or served.
#[derive(Args)]
pub(super) struct SiteArguments {
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    pub(super) graph: PathBuf,
    /// The address under which the site will stand: all its IRIs begin with it
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Not to be put on the web: IRIs of localhost are fine, and nobody needs to be named for corrections
    #[arg(long)]
    pub(super) preview: bool,
    /// The site's name
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Where readers ask for a correction: mailto:… or the address of a form
    #[arg(long, value_name = "ADDRESS")]
    corrections: Option<String>,
    /// How long a quote may be, in characters, where no licence allows more
    #[arg(long, value_name = "NUMBER", default_value_t = 300)]
    quote: usize,
    /// A list of what must not be published: an IRI, or a path such as id/x-jane-doe, a line
    #[arg(long, value_name = "FILE")]
    suppress: Vec<PathBuf>,
    /// A folder with templates and assets of your own
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// A folder with saved queries of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    queries: Vec<PathBuf>,
}

impl SiteArguments {
    /// Opens the graph and tells how its site is to be.
    pub(super) fn open(&self, live: bool) -> Result<(Store, SiteOptions)> {
        let store = Store::open(&self.graph)?;
        let base =
            self.base.as_deref().map(Base::parse).transpose().map_err(|message| {
                trouble(message, "give the whole address, as in --base https://asks.example.org/")
            })?;
        let recipe = &store.manifest().recipe.queries;
        let queries = match &self.queries[..] {
            [] => recipe.iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect(),
            folders => folders.to_vec(),
        };
        let defaults = SiteOptions::default();
        let options = SiteOptions {
            base,
            title: self.title.clone().unwrap_or(defaults.title),
            corrections: self.corrections.as_deref().map(corrections).transpose()?,
            quote: self.quote,
            suppressed: suppressed(&self.suppress)?.with_names(withheld(&store)?.iter().map(String::as_str)),
            templates: self.templates.clone(),
            queries,
            live,
        };
        Ok((store, options))
    }
}

/// An address that a page may link to.
fn corrections(address: &str) -> Result<String> {
    let known = ["mailto:", "https://", "http://"];
    if known.iter().any(|scheme| address.starts_with(scheme)) {
        return Ok(address.to_owned());
    }
    Err(trouble(
        format!("--corrections {address} is no address that a page can link to"),
        "write mailto:you@example.org, or https://… of a form",
    ))
}

fn suppressed(files: &[PathBuf]) -> Result<Suppression> {
    let mut whole = String::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        Suppression::parse(&text).map_err(|(line, entry)| {
            trouble(
                format!("{}:{line}: “{entry}” is neither an IRI nor a path below the base", file.display()),
                "write one a line, such as id/x-jane-doe or doc/leaked-memo; notes go behind a #",
            )
        })?;
        whole += &text;
        whole.push('\n');
    }
    Ok(Suppression::parse(&whole).unwrap_or_default())
}

/// The names that corrections keep out of the graph, as the curation files have them now.
fn withheld(store: &Store) -> Result<Vec<String>> {
    let manifest = store.manifest();
    let folders: Vec<PathBuf> = manifest.recipe.withholding.iter().map(PathBuf::from).collect();
    if folders.is_empty() {
        return Ok(Vec::new());
    }
    let base = Base::parse(&manifest.settings.base).unwrap_or_default();
    let (curation, refused) = Curation::read(&folders, &base, &Lexicon::shipped());
    let unread =
        refused.iter().find(|one| ["curation::read", "curation::table", "curation::column"].contains(&one.code));
    if let Some(unread) = unread {
        return Err(trouble(
            format!(
                "{}: {}, and it says whose names must not be published",
                unread.place.file.display(),
                unread.message
            ),
            "publish from the folder where the graph was built; or mend the file, and build again",
        ));
    }
    Ok(curation.suppressions().map(|(name, _)| name.to_owned()).collect())
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let (store, options) = arguments.site.open(false)?;
    if !arguments.site.preview {
        may_be_released(&options, &store)?;
    }
    let Some(output) = arguments.output.as_deref().filter(|_| arguments.format == "site") else {
        return nanopublications(&Site::of(&store, &options)?, &arguments.recommendations);
    };
    if output.exists() && !output.join(MARK).exists() && fs::read_dir(output)?.next().is_some() {
        return Err(trouble(
            format!("{} holds files that are no site of demarche", output.display()),
            "name a folder that is new or empty",
        ));
    }
    let site = Site::of(&store, &options)?;
    report::diagnostics(site.refused(), false);
    let (files, bytes) = write(&site, output)?;
    println!("{}: {files} files, {} MB", output.join("index.html").display(), bytes.div_ceil(1_000_000));
    Ok(Outcome::Done)
}

/// Prints recommendations as nanopublications, one behind the other.
fn nanopublications(site: &Site, wanted: &[String]) -> Result<Outcome> {
    if wanted.is_empty() {
        return Err(trouble("no recommendation was named", "name one: demarche publish --format nanopub rec/…"));
    }
    for name in wanted {
        let node = match name.contains("://") {
            true => NamedNode::new(name).with_context(|| format!("{name} is no IRI"))?,
            false => site.base().node(name.trim_start_matches('/')),
        };
        let text = site.nanopublication(&node)?.ok_or_else(|| {
            trouble(
                format!("{node} is no recommendation of this graph"),
                "demarche query --sparql 'SELECT ?rec { ?rec a dem:Recommendation }' shows all",
            )
        })?;
        std::io::stdout().write_all(&text)?;
    }
    Ok(Outcome::Done)
}

/// Refuses what must not go to the web: IRIs that nobody else can follow, pages without a way to ask for a correction.
pub(super) fn may_be_released(options: &SiteOptions, store: &Store) -> Result<()> {
    let base = options.base.as_ref().map_or(store.manifest().settings.base.as_str(), Base::as_str);
    let host = base.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    if matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "[") || host.ends_with(".localhost") {
        return Err(trouble(
            format!("the site's IRIs would begin with {base}, which leads nowhere but on this machine"),
            "give the real address with --base https://…, or say --preview to look at it here",
        ));
    }
    if options.corrections.is_none() {
        return Err(trouble(
            "the site would have no way to ask for a correction",
            "give one with --corrections mailto:you@example.org, or say --preview to look at it here",
        ));
    }
    Ok(())
}

/// Writes all pages beside the folder and then puts them in its place, so that it never holds half a site.
fn write(site: &Site, output: &Path) -> Result<(usize, usize)> {
    let parent = match output.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    let fresh = tempfile::Builder::new().prefix(".site-").tempdir_in(parent)?;
    let (mut files, mut bytes) = (0, 0);
    for path in site.paths() {
        let Some(page) = site.page(&path)? else { continue };
        let file = fresh.path().join(path.as_str());
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&file, &page.body).with_context(|| format!("cannot write {}", file.display()))?;
        files += 1;
        bytes += page.body.len();
    }
    fs::write(fresh.path().join(MARK), "This folder is written by demarche publish, and replaced by it.\n")?;
    if output.exists() {
        let old = tempfile::Builder::new().prefix(".site-old-").tempdir_in(parent)?;
        fs::rename(output, old.path().join("site")).with_context(|| format!("cannot replace {}", output.display()))?;
    }
    let fresh = fresh.keep();
    fs::rename(&fresh, output).with_context(|| format!("cannot write {}", output.display()))?;
    readable(output)?;
    Ok((files, bytes))
}

/// A temporary folder is its owner's only; a web server must be able to read the site.
#[cfg(unix)]
fn readable(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

#[cfg(not(unix))]
fn readable(_: &Path) -> Result<()> {
    Ok(())
}
