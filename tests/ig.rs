//! IG Script of the seeds and of the transit collection: golden tables in `tests/ig/` (`UPDATE_GOLDEN=1` writes them anew; read
//! them before you keep them), and whether every statement is one that the IG Parser can read.

use demarche::document::{Document, Source, collect};
use demarche::extract::{extract, ig};
use demarche::iri::Base;
use demarche::ontology::Lexicon;
use std::path::{Path, PathBuf};

const SYMBOLS: [&str; 7] = ["A", "D", "I", "Bdir", "Bind", "Cac", "Cex"];

fn table(folder: &str, lexicon: &Lexicon) -> String {
    let (found, _) = collect(&[Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)]);
    let mut documents: Vec<Document> =
        found.into_iter().map(|found| found.load().and_then(Document::read).expect("a document")).collect();
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    let lines =
        documents.iter().map(|document| ig::lines(document, &extract(document, lexicon), lexicon, &Base::default()));
    std::iter::once(format!("{}\n", ig::HEADER)).chain(lines).collect()
}

#[test]
fn the_tables_are_golden() {
    let lexicon = Lexicon::shipped();
    for (folder, name) in [("seeds", "seeds.tsv"), ("tests/collections/transport", "transport.tsv")] {
        let table = table(folder, &lexicon);
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ig").join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &table).expect("the table is written");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(table, golden, "{}", path.display());
    }
}

#[test]
fn every_statement_parses() {
    let lexicon = Lexicon::shipped();
    for folder in ["seeds", "tests/collections/transport", "tests/cases"] {
        for line in table(folder, &lexicon).lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 6, "{line}");
            if let Err(wrong) = parse(cells[5]) {
                panic!("{wrong} in {line}");
            }
        }
    }
}

/// Reads a statement as the IG Parser does: components of known symbols, with blanks between them, their content without
/// parentheses or braces, and in square brackets only operators and what is inferred. Aim and deontic stand once.
fn parse(statement: &str) -> Result<(), String> {
    let symbols = parse_components(statement)?;
    for once in ["A", "D", "I"] {
        if symbols.iter().filter(|symbol| *symbol == once).count() != 1 {
            return Err(format!("{once} not once in {symbols:?}"));
        }
    }
    Ok(())
}

/// The symbols of the components.
fn parse_components(statement: &str) -> Result<Vec<String>, String> {
    let mut rest = statement;
    let mut symbols = Vec::new();
    while !rest.is_empty() {
        if let Some((inner, behind)) = rest.strip_prefix("O{").and_then(|inner| inner.split_once('}')) {
            parse_components(inner)?;
            rest = behind.trim_start();
            continue;
        }
        let (symbol, behind) = rest.split_once('(').ok_or(format!("no component at {rest:?}"))?;
        if !SYMBOLS.contains(&symbol) {
            return Err(format!("unknown symbol {symbol:?}"));
        }
        let (content, behind) = behind.split_once(')').ok_or("an open component")?;
        if content.is_empty() || content.contains(['(', '{', '}']) {
            return Err(format!("content {content:?}"));
        }
        let opened = content.matches('[').count();
        if opened != content.matches(']').count() {
            return Err(format!("square brackets of {content:?}"));
        }
        symbols.push(symbol.to_owned());
        rest = match behind.strip_prefix(' ') {
            Some(behind) => behind,
            None if behind.is_empty() => behind,
            None => return Err(format!("no blank before {behind:?}")),
        };
    }
    Ok(symbols)
}

#[test]
fn each_part_of_a_clause_has_its_component() {
    let text = "We urge the Harbour Board (HB) to lend two tugs to Kenya by 2030 if fuel is cheap. \
                The board must not raise fees. Anglers must close the lock, or else the agency will fine them. \
                The bank should fund the pier under the supervision of the auditor.";
    let document = Document::read(Source::new("case.md", text.as_bytes())).expect("a document");
    let lexicon = Lexicon::shipped();
    let table = ig::lines(&document, &extract(&document, &lexicon), &lexicon, &Base::default());
    let encoded: Vec<&str> = table.lines().filter_map(|line| line.split('\t').next_back()).collect();
    assert_eq!(
        encoded,
        [
            "Cac(if fuel is cheap) A(Harbour Board) D([should]) I(lend) Bdir(two tugs) Bind(Kenya) Cex(by 2030)",
            "A([Harbour Board]) D(must not) I(raise) Bdir(fees)",
            "A(anglers) D(must) I(close) Bdir(the lock) O{A([not stated]) I([follow]) Bdir(the agency will fine them)}",
            "A(bank) D(should) I(fund) Bdir(the pier) Cex(under the supervision of the auditor)",
        ]
    );
}
