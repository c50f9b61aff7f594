//! Which files make a collection, what their sidecars say, and what is said of the rest.

use demarche::diagnostic::Diagnostic;
use demarche::document::{Claim, Document, Found, GivenSource, collect, settle_ids};
use demarche::text::LineColumn;
use std::fmt::Write;
use std::path::{Path, PathBuf};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), content).unwrap();
        self
    }

    /// What is collected from the paths below the folder, as a person would tell it.
    fn told(&self, names: &[&str]) -> String {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        let (found, diagnostics) = collect(&paths);
        let mut told = String::new();
        for found in &found {
            let Found { path, inside, id, given, row } = found;
            write!(told, "{} as {inside}", self.short(path)).unwrap();
            if let Some(row) = row {
                write!(told, ", from line {}", row.line).unwrap();
            }
            if let Some(id) = id {
                write!(told, ", id {id}").unwrap();
            }
            let fields = [&given.title, &given.publisher, &given.issued, &given.url, &given.licence, &given.retrieved];
            for value in fields.into_iter().flatten() {
                assert_eq!((value.source, value.span), (GivenSource::Sidecar, None));
                write!(told, ", {}", value.value).unwrap();
            }
            told.push('\n');
        }
        for diagnostic in &diagnostics {
            self.tell(diagnostic, &mut told);
        }
        told
    }

    fn tell(&self, diagnostic: &Diagnostic, told: &mut String) {
        let Diagnostic { severity, code, message, help, place } = diagnostic;
        let at = place.span.as_ref().map_or(String::new(), |(text, span)| {
            let LineColumn { line, column } = LineColumn::of(text, span.start);
            format!(":{line}:{column}")
        });
        writeln!(told, "{severity:?} {code} {}{at}: {}", self.short(&place.file), message.replace(&self.root(), "…"))
            .unwrap();
        if let Some(help) = help {
            writeln!(told, "    {help}").unwrap();
        }
    }

    fn root(&self) -> String {
        self.0.path().display().to_string()
    }

    fn short(&self, path: &Path) -> String {
        path.display().to_string().replace(&format!("{}/", self.root()), "").replace(&self.root(), "…")
    }
}

#[test]
fn a_folder_is_walked_and_what_is_left_out_is_said() {
    let folder = Folder::new();
    folder
        .write("b.txt", "Text.")
        .write("a.md", "Text.")
        .write("deep/er/c.Markdown", "Text.")
        .write("README.md", "About the collection.")
        .write(".hidden/d.txt", "Text.")
        .write(".e.txt", "Text.")
        .write("scan.pdf", "%PDF")
        .write("deep/photo.jpg", "")
        .write("deep/portrait.jpg", "");
    insta::assert_snapshot!(folder.told(&[""]));
}

#[test]
fn files_that_are_named_are_documents_or_errors() {
    let folder = Folder::new();
    folder.write("README.md", "Text.").write("scan.pdf", "%PDF").write("sub/a.txt", "Text.");
    insta::assert_snapshot!(folder.told(&["README.md", "scan.pdf", "missing.txt", "sub/a.txt"]));
}

#[test]
fn the_order_of_paths_does_not_matter_and_no_file_counts_twice() {
    let folder = Folder::new();
    folder.write("a/x.txt", "X").write("b/x.txt", "Y").write("b/y.txt", "Z").write("c.pdf", "");
    let there = folder.told(&["a", "b", "b/y.txt", "", "c.pdf"]);
    assert_eq!(there, folder.told(&["c.pdf", "b/y.txt", "", "b", "a"]));
    insta::assert_snapshot!(there);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_reported() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("collection/a.txt", "Text.").write("elsewhere/b.txt", "Text.");
    symlink(folder.path("elsewhere"), folder.path("collection/linked")).unwrap();
    symlink(folder.path("collection"), folder.path("collection/loop")).unwrap();
    symlink(folder.path("nowhere"), folder.path("collection/broken.txt")).unwrap();
    insta::assert_snapshot!(folder.told(&["collection"]));
}

#[test]
fn a_sidecar_gives_what_it_knows_and_is_told_where_it_errs() {
    let folder = Folder::new();
    folder
        .write("a.txt", "Text.")
        .write("b.txt", "Text.")
        .write("sub/c.md", "Text.")
        .write("sub/d.md", "Text.")
        .write(
            "documents.csv",
            "file,id,titel,publisher,issued,licence,language,mood\n\
             a.txt,trams,,\"Riders' Union, East\",2 May 2023,CC0,en,glad\n\
             ,b,,Riders' Union,soon,,,\n\
             sub/c.md,,,Guild,2023,,,\n\
             gone.txt,,,Guild,2023,,,\n\
             ,nobody,,,,,,\n\
             ,,,Guild,,,,\n\
             a.txt,,,\"The \"\"Union\"\"\",2023-05,,,\n",
        )
        .write("sub/documents.csv", "\u{feff}file;title\nd.md;Weather; or not\nd.md;\"Weather\u{a0}Report\"\n");
    insta::assert_snapshot!(folder.told(&[""]));
    insta::assert_snapshot!(folder.told(&["sub/d.md"]));
}

#[test]
fn a_broken_sidecar_leaves_the_documents_in() {
    let folder = Folder::new();
    folder.write("a.txt", "Text.").write("documents.csv", "title,publisher\nTrams,Union\n");
    insta::assert_snapshot!(folder.told(&[""]));
    folder.write("documents.csv", b"\0\0");
    insta::assert_snapshot!(folder.told(&[""]));
    folder
        .write("documents.csv", "file,publisher\na.txt,Caf\u{e9}\n".chars().map(|char| char as u8).collect::<Vec<_>>());
    insta::assert_snapshot!(folder.told(&[""]));
}

#[test]
fn documents_of_one_id_get_different_ones() {
    let folder = Folder::new();
    folder
        .write("trams.txt", "Trams.")
        .write("trams.md", "More trams.")
        .write("x/trams.txt", "---\nid: trams\n---\nTrams in the east.")
        .write("copy/trams.txt", "---\nid: trams\n---\nTrams in the east.")
        .write("Über uns.txt", "Us.")
        .write("….txt", "Nothing to make an id of.");
    let (found, _) = collect(&[folder.path("")]);
    let read = |found: Found| Document::read(found.load().unwrap()).unwrap();
    let claim = |document: Document| Claim { id: document.id, source: document.source, sha256: document.sha256 };
    let mut documents: Vec<Claim> = found.into_iter().map(read).map(claim).collect();
    documents.reverse();
    let diagnostics = settle_ids(&mut documents);
    let mut told = String::new();
    for document in &documents {
        writeln!(told, "{}: {}", folder.short(Path::new(&document.source)), document.id).unwrap();
    }
    for diagnostic in &diagnostics {
        folder.tell(diagnostic, &mut told);
    }
    insta::assert_snapshot!(told);
}

#[test]
fn rows_of_collection_files_are_documents() {
    let folder = Folder::new();
    folder
        .write(
            "corpus.csv",
            "id,title,publisher,date,url,mood,text\n\
             trams,\"Trams, please\",Riders' Union,2 May 2023,https://union.example/trams,glad,\"The city should\nbuild trams.\"\n\
             short,Only a title\n\
             long,a,b,2023,c,d,text,and more\n\
             ,Untitled,Guild,soon,,,The guild must act.\n",
        )
        .write(
            "more/corpus.ndjson",
            "\u{feff}{\"id\": \"ferries\", \"text\": \"Keep them.\", \"issued\": \"2031\", \"tags\": [1], \"mood\": \"sad\"}\n\
             \n\
             {\"id\": \"broken\", \"text\": \"Keep}\n\
             {\"title\": \"No text\"}\n\
             {\"text\": \"The last one.\", \"author\": \"Jo Bell\"}",
        )
        .write("figures.csv", "year,ferries\n2030,4\n")
        .write("a.txt", "Text.")
        .write("documents.csv", "file,text,title\na.txt,what it says,A sidecar\n");
    insta::assert_snapshot!(folder.told(&[""]));
    insta::assert_snapshot!(folder.told(&["figures.csv", "documents.csv"]));
    let (found, _) = collect(&[folder.path("corpus.csv"), folder.path("more")]);
    let mut texts = String::new();
    for found in found {
        let source = found.load().unwrap();
        writeln!(texts, "{}: {:?}", folder.short(&source.path), String::from_utf8(source.bytes.clone()).unwrap())
            .unwrap();
        let document = Document::read(source).unwrap();
        writeln!(texts, "  {} by {:?}", document.id, document.given.author.first().map(|author| &author.value))
            .unwrap();
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn a_documents_csv_with_texts_is_a_collection_and_no_sidecar() {
    let folder = Folder::new();
    folder.write("documents.csv", "id;text\nnoise;The school must be quiet.\n").write("a.txt", "Text.");
    insta::assert_snapshot!(folder.told(&[""]));
}

#[test]
fn other_forms_are_found_and_what_a_browser_saves_beside_a_page_is_not() {
    let folder = Folder::new();
    folder
        .write("Statement.html", "<p>Text.")
        .write("Statement_files/advert.html", "<p>Buy.")
        .write("deep/paper.PDF", "%PDF")
        .write("brief.docx", "PK")
        .write("documents.csv", "id,title\nbrief,A brief\n");
    insta::assert_snapshot!(folder.told(&[""]));
}
