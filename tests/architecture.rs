//! Holds the architecture: imports run one way only, and some crates stand in one place only.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::Path;

/// The architecture. What stands further left knows nothing of what stands further right.
const LINE: &str = "text iri vocab diagnostic → language → document → ontology → extract → resolve → evaluate → graph → \
                    store → query → network → publish → serve → cli → main";

/// Crates, or parts of them, and the only modules where they may stand.
const PLACES: &[(&str, &[&str])] = &[
    ("anyhow", &["cli", "main"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("miette", &["cli"]),
    ("rayon", &["cli", "network"]),
    ("terminal_size", &["cli"]),
    ("encoding_rs", &["document"]),
    ("html5ever", &["document"]),
    ("pdf_extract", &["document"]),
    ("pulldown_cmark", &["document"]),
    ("quick_xml", &["document", "network"]),
    ("zip", &["document"]),
    ("whatlang", &["document"]),
    ("shacl_rust", &["graph"]),
    ("oxigraph::store", &["store", "query"]),
    ("oxigraph::sparql", &["store", "query"]),
    ("spargebra", &["store", "query"]),
    ("petgraph", &["network"]),
    ("minijinja", &["publish"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("tower_http", &["serve"]),
    ("tracing", &["serve"]),
];

#[test]
fn imports_run_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut wrong, mut layers) = (Vec::new(), BTreeSet::new());
    let files = walkdir::WalkDir::new(&source).sort_by_file_name().into_iter().map(Result::unwrap);
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "rs")) {
        let inside = file.path().strip_prefix(&source).unwrap().to_str().unwrap().replace('\\', "/");
        layers.insert(inside.split(['/', '.']).next().unwrap().to_owned());
        wrong.extend(violations(&inside, &std::fs::read_to_string(file.path()).unwrap()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    layers.remove("lib");
    let unplaced: Vec<&String> = layers.iter().filter(|layer| place(layer).is_none()).collect();
    assert!(unplaced.is_empty() && layers.len() > 9, "no place in LINE: {unplaced:?}");
}

/// The position of a module in the line.
fn place(module: &str) -> Option<usize> {
    LINE.split([' ', '→']).filter(|word| !word.is_empty()).position(|word| word == module)
}

/// What a file of src/ imports against the line.
fn violations(file: &str, text: &str) -> Vec<String> {
    let layer = file.split(['/', '.']).next().unwrap_or_default();
    let imports = imports(file, text);
    if layer == "lib" {
        // A name that the root re-exports would hide which module it is of.
        return imports
            .iter()
            .map(|path| format!("src/{file} takes {}: it only declares modules", path.join("::")))
            .collect();
    }
    let mut wrong = Vec::new();
    for path in imports {
        let whole = path.join("::");
        let ours = path[0] == "crate";
        let target = path.get(1).map(String::as_str).unwrap_or_default();
        if ours && place(target).is_none() {
            wrong.push(format!("src/{file} takes {whole}, which is no module of the line"));
        } else if ours && place(target) > place(layer) {
            wrong.push(format!("src/{file} takes {whole}, but {layer} stands before {target}"));
        }
        for (guest, homes) in PLACES {
            let guest: Vec<&str> = guest.split("::").collect();
            // A part of the guest's path (`use oxigraph as o`, `use oxigraph::*`) reaches the guest too.
            let steps = path.iter().take_while(|step| *step != "*");
            if steps.zip(&guest).all(|(step, part)| step == part) && !homes.contains(&layer) {
                wrong.push(format!("src/{file} takes {whole}, which stands in {} only", homes.join(" and ")));
            }
        }
    }
    wrong
}

/// Every path that a file of src/ names: in `use` with its groups, in the code, in macros and attributes. Paths into the
/// crate begin with `crate`; text in comments and strings is none.
fn imports(file: &str, text: &str) -> BTreeSet<Vec<String>> {
    let steps = file.trim_end_matches(".rs").split('/').filter(|step| !matches!(*step, "mod" | "lib"));
    let module = std::iter::once("crate").chain(steps).map(str::to_owned).collect();
    let mut reader = Reader { module, found: BTreeSet::new() };
    let tokens = text.parse::<TokenStream>().unwrap_or_else(|error| panic!("src/{file}: {error}"));
    reader.read(tokens.into_iter().collect::<Vec<_>>().as_slice());
    reader.found
}

struct Reader {
    /// The module that is read, from `crate` on.
    module: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Reader {
    fn read(&mut self, mut tokens: &[TokenTree]) {
        while let Some((first, rest)) = tokens.split_first() {
            tokens = match (first, rest) {
                (TokenTree::Group(group), _) => {
                    self.read(&group.stream().into_iter().collect::<Vec<_>>());
                    rest
                }
                (TokenTree::Ident(word), [TokenTree::Ident(name), TokenTree::Group(body), ..]) if word == "mod" => {
                    self.module.push(name.to_string());
                    self.read(&body.stream().into_iter().collect::<Vec<_>>());
                    self.module.pop();
                    &rest[2..]
                }
                (TokenTree::Ident(word), [TokenTree::Ident(krate), TokenTree::Ident(name), ..])
                    if word == "extern" && krate == "crate" =>
                {
                    self.found.insert(vec![name.to_string()]);
                    &rest[2..]
                }
                // `use<'a>` in a type is no import
                (TokenTree::Ident(word), [next, ..]) if word == "use" && !is(next, '<') => {
                    let end = rest.iter().position(|token| is(token, ';')).unwrap_or(rest.len());
                    self.tree(&[], &rest[..end]);
                    &rest[end..]
                }
                (TokenTree::Ident(_), _) => {
                    let (path, rest) = path(tokens);
                    if path.len() > 1 {
                        self.add(&path);
                    }
                    rest
                }
                _ => rest,
            };
        }
    }

    /// Reads what stands behind `use`, or one branch of its group.
    fn tree(&mut self, prefix: &[String], tokens: &[TokenTree]) {
        let (path, rest) = path(tokens);
        let mut path = [prefix, &path].concat();
        match rest.first() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let branches: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in branches.split(|token| is(token, ',')).filter(|branch| !branch.is_empty()) {
                    self.tree(&path, branch);
                }
                return;
            }
            Some(token) if is(token, '*') => path.push("*".to_owned()),
            _ => {}
        }
        if path.len() > 1 && path.last().is_some_and(|step| step == "self") {
            path.pop();
        }
        self.add(&path);
    }

    /// Adds a path as the compiler resolves it.
    fn add(&mut self, path: &[String]) {
        let mut whole = match path[0].as_str() {
            "self" | "super" => self.module.clone(),
            "demarche" => vec!["crate".to_owned()],
            first => vec![first.to_owned()],
        };
        for (at, step) in path.iter().enumerate() {
            match step.as_str() {
                "super" => drop(whole.pop()),
                "self" => {}
                step if at > 0 => whole.push(step.to_owned()),
                _ => {}
            }
        }
        self.found.insert(whole);
    }
}

/// The path at the head of `tokens`, `a::b::c`, and what follows it: at least one token less, if there is one.
fn path(tokens: &[TokenTree]) -> (Vec<String>, &[TokenTree]) {
    let mut path = Vec::new();
    let mut rest = tokens;
    loop {
        if let [first, second, ..] = rest
            && is(first, ':')
            && is(second, ':')
        {
            rest = &rest[2..];
        } else if !path.is_empty() || tokens.is_empty() {
            return (path, rest);
        }
        match rest.split_first() {
            Some((TokenTree::Ident(step), after)) => {
                path.push(step.to_string());
                rest = after;
            }
            _ => return (path, rest),
        }
    }
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[test]
fn every_form_of_import_is_read() {
    let file = "graph/name.rs";
    for (text, expected) in [
        ("use crate::store::Store;", "crate::store::Store"),
        (
            "pub use super::super::query::{Answer, write::{self, Format as F}};",
            "crate::query::Answer crate::query::write crate::query::write::Format",
        ),
        ("use crate::{store::*, iri::{Base}};", "crate::iri::Base crate::store::*"),
        (
            "use super::quads; mod tests { use super::*; use super::super::sorted; }",
            "crate::graph::name::* crate::graph::quads crate::graph::sorted",
        ),
        (
            "fn f() -> crate::store::Store { g(&self::x::y(), crate :: cli :: run) }",
            "crate::cli::run crate::graph::name::x::y crate::store::Store",
        ),
        ("macro_rules! m { () => { $crate::serve::page() } }", "crate::serve::page"),
        ("#[derive(clap::Parser)] struct S; pub(in crate::graph) fn f() {}", "clap::Parser crate::graph"),
        ("extern crate anyhow; use ::clap as c; use crate as root;", "anyhow clap crate"),
        ("/// crate::store::Store\nconst S: &str = r#\"crate::store\"#; // crate::cli::x", ""),
        ("fn f<'a>(s: &'a str) -> impl Iterator<Item = char> + use<'a> { s.chars() }", ""),
        ("fn f(x: Option<demarche::cli::Run>) { Vec::<u8>::new() }", "crate::cli::Run"),
    ] {
        let found: Vec<String> = imports(file, text).into_iter().map(|path| path.join("::")).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn what_goes_against_the_line_is_told() {
    for (file, text, wrong) in [
        ("resolve/mod.rs", "use crate::graph::resolved::Reference;", "but resolve stands before graph"),
        ("document/read.rs", "fn f(l: &super::super::ontology::Lexicon) {}", "but document stands before ontology"),
        ("text.rs", "pub use super::store::Store;", "but text stands before store"),
        ("extract/names/forms.rs", "use crate::{iri::Base, query::{self}};", "but extract stands before query"),
        ("store/mod.rs", "use crate::helpers::short;", "no module of the line"),
        ("store/mod.rs", "use crate::*;", "no module of the line"),
        ("query/mod.rs", "fn f() -> anyhow::Result<()> { Ok(()) }", "stands in cli and main only"),
        ("graph/mod.rs", "use oxigraph::{model::Quad, store::Store};", "stands in store and query only"),
        ("graph/mod.rs", "use oxigraph as o;", "stands in store and query only"),
        ("lib.rs", "pub mod text; pub use text::Text;", "only declares modules"),
    ] {
        let found = violations(file, text);
        assert!(!found.is_empty() && found.iter().all(|line| line.ends_with(wrong)), "{file}: {text}: {found:?}");
    }
    for (file, text) in [
        ("graph/resolved.rs", "use crate::resolve::Reference; use super::{how, name}; use oxigraph::model::Quad;"),
        ("cli/build.rs", "use anyhow::Context; use crate::store::Store;"),
        ("main.rs", "fn main() { demarche::cli::run() }"),
        ("lib.rs", "pub mod text; mod iri;"),
    ] {
        assert_eq!(violations(file, text), [""; 0], "{file}: {text}");
    }
}
