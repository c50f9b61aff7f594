//! From the bytes of a file to a [`Document`].

use super::composed::Composed;
use super::draft::{self, Draft};
use super::formats::{self, Kind};
use super::series::Series;
use super::{
    Block, BlockId, BlockKind, Claim, Document, Format, Given, GivenSource, GivenValue, Sentence, decode, front_matter,
    markdown, pdf, plain, shape, structure, web, word,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::{DocumentId, slug};
use crate::text::{ByteSpan, Text};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// A file to be read, and what a sidecar says of it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// As the user gave it.
    pub path: PathBuf,
    /// Its path inside the collection, `/` between its parts; of this without its ending the id is made.
    pub inside: String,
    pub bytes: Vec<u8>,
    /// The sidecar's id, where it gives one.
    pub id: Option<String>,
    /// The sidecar's values.
    pub given: Given,
    /// It is a row of a collection file, and `bytes` are the row's text.
    pub is_row: bool,
}

impl Source {
    /// A file of its own, without a sidecar.
    pub fn new(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        let path = path.into();
        let inside = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Self { path, inside, bytes: bytes.into(), ..Self::default() }
    }

    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub fn sha256(&self) -> String {
        hexadecimal(&Sha256::digest(&self.bytes))
    }

    /// The id that the document has if no other claims it, told without reading more than its front matter.
    pub fn claim(&self) -> Claim {
        let sha256 = self.sha256();
        let front = || {
            let sign = |byte: &&u8| !byte.is_ascii_whitespace() && !b"\0\xEF\xBB\xBF\xFE\xFF".contains(byte);
            self.bytes.iter().take(64).find(sign).filter(|&&byte| byte == b'-')?;
            let decoded = decode::decode(self.bytes.clone(), &self.path).ok()?;
            front_matter::read(&decoded.text, &self.path)?.id.map(|id| id.value)
        };
        let id = self.id.clone().or_else(front);
        let id = document_id(id.as_deref(), &self.inside, &sha256, &self.path, &mut Vec::new());
        Claim { id, source: as_given(&self.path), sha256 }
    }
}

/// A path as records and graphs show it, `/` between its parts.
fn as_given(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Why a file is no document: a diagnostic of [`Severity::Error`] that says what, where and how to mend it.
#[derive(Clone, Debug)]
pub struct ReadError {
    pub diagnostic: Box<Diagnostic>,
}

impl From<Diagnostic> for ReadError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic: Box::new(diagnostic) }
    }
}

impl From<Box<Diagnostic>> for ReadError {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self { diagnostic }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.diagnostic.place.file.display(), self.diagnostic.message)
    }
}

impl std::error::Error for ReadError {}

impl Document {
    /// Reads a file: its text, what it says of itself, blocks, sentences and tokens. What is doubtful stands in
    /// [`Document::diagnostics`].
    ///
    /// # Errors
    /// The file is empty or no text, its ending is unknown, or its language is not English.
    pub fn read(source: Source) -> Result<Self, ReadError> {
        let file = source.path.as_path();
        let sha256 = hexadecimal(&Sha256::digest(&source.bytes));
        let text = Kind::Text { markdown: false };
        let ending = if source.is_row { Some(text) } else { formats::by_ending(file) };
        let Some(ending) = ending.filter(|kind| *kind != Kind::Collection) else {
            let message = format!("unknown format: {}", formats::READ);
            return Err(Diagnostic::new(Severity::Error, "read::format", file, message)
                .help("save its text in a .txt or .md file")
                .into());
        };
        let kind = formats::by_content(&source.bytes).filter(|_| !source.is_row).unwrap_or(ending);
        let mut given = source.given;
        let mut id = source.id;
        let mut parts = match kind {
            Kind::Page => Parts::of(web::read(&source.bytes, file)?, Format::Html),
            Kind::Pdf => Parts::of(pdf::read(&source.bytes, file)?, Format::Pdf),
            Kind::Word => Parts::of(word::read(&source.bytes, file)?, Format::Docx),
            _ => Parts::of_text(source.bytes, ending == Kind::Text { markdown: true }, file)?,
        };
        id = id.or(parts.id.take());
        merge(&mut given, parts.given);
        let Parts { text, drafts, format, mut diagnostics, .. } = parts;
        english(&text, &drafts, &given, file)?;
        let id = document_id(id.as_deref(), &source.inside, &sha256, file, &mut diagnostics);
        let mut document = Self {
            id,
            source: as_given(file),
            sha256,
            format,
            text: Text::new(text),
            given,
            blocks: Vec::with_capacity(drafts.len()),
            sentences: Vec::new(),
            tokens: Vec::new(),
            markup: Vec::new(),
            diagnostics,
        };
        document.fill(&drafts);
        Ok(document)
    }

    /// Blocks with their sections, sentences, tokens and markup.
    fn fill(&mut self, drafts: &[Draft]) {
        let text = self.text.as_str();
        // The headings that are open, with their levels.
        let mut open: Vec<(u8, BlockId)> = Vec::new();
        let mut cuts = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            if let BlockKind::Heading { level } = draft.kind {
                open.retain(|(above, _)| *above < level);
            }
            let section = open.last().map(|(_, heading)| *heading);
            if let BlockKind::Heading { level } = draft.kind {
                open.push((level, BlockId(at)));
            }
            let first = self.sentences.len();
            draft::cut(text, draft, &mut cuts, &mut self.tokens);
            let sentences = cuts.drain(..).map(|(span, tokens)| Sentence { block: BlockId(at), span, tokens });
            self.sentences.extend(sentences);
            self.markup.extend(&draft.marker_markup);
            self.markup.extend(draft.pieces.windows(2).map(|pair| ByteSpan::new(pair[0].end, pair[1].start)));
            self.blocks.push(Block {
                kind: draft.kind,
                span: draft.span(),
                marker: draft.marker,
                parent: draft.parent.map(BlockId),
                section: section.filter(|_| draft.kind != BlockKind::FrontMatter),
                sentences: first..self.sentences.len(),
            });
        }
    }
}

/// What is made of a file's bytes, before sentences and tokens.
struct Parts {
    format: Format,
    text: String,
    drafts: Vec<Draft>,
    id: Option<String>,
    given: Given,
    diagnostics: Vec<Diagnostic>,
}

impl Parts {
    /// A text file: its encoding, front matter and blocks.
    fn of_text(bytes: Vec<u8>, markdown: bool, file: &Path) -> Result<Self, Box<Diagnostic>> {
        let decode::Decoded { text, mut diagnostics } = decode::decode(bytes, file)?;
        let mut drafts = Vec::new();
        let (mut id, mut given) = (None, Given::default());
        let mut body = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        if let Some(front) = front_matter::read(&text, file) {
            drafts.push(Draft::new(BlockKind::FrontMatter, vec![front.span]));
            body = front.body;
            id = front.id.map(|id| id.value);
            given = front.given;
            diagnostics.extend(front.diagnostics);
        }
        let within = ByteSpan::new(body, text.len());
        let prose = &text[body..];
        if !prose.contains(char::is_alphanumeric) {
            return Err(Diagnostic::new(Severity::Error, "read::empty", file, "the file holds no words")
                .help("remove it, or put its text in")
                .into());
        }
        let format = if markdown || shape::is_markdown(prose) { Format::Markdown } else { Format::Plain };
        let series = Series::of(prose);
        match format {
            Format::Markdown => markdown::read(&text, within, &series, &mut drafts),
            _ => plain::read(&text, within, &series, &mut drafts),
        }
        let headed = format == Format::Markdown && marks_headings(&drafts);
        structure::arrange(&text, &mut drafts, &series, headed);
        Ok(Self { format, text, drafts, id, given, diagnostics })
    }

    /// A file that is no text, by what its reader made of it.
    fn of(composed: Composed, format: Format) -> Self {
        let Composed { text, mut drafts, given, diagnostics } = composed;
        let series = Series::of(&text);
        // In a PDF only the size of letters tells headings, and many are no larger than the text.
        let headings = drafts.iter().filter(|draft| matches!(draft.kind, BlockKind::Heading { .. })).count();
        let headed = if format == Format::Pdf { headings > 4 } else { marks_headings(&drafts) };
        structure::arrange(&text, &mut drafts, &series, headed);
        Self { format, text, drafts, id: None, given, diagnostics }
    }
}

/// Whether a text's markup says which of its lines are headings.
fn marks_headings(drafts: &[Draft]) -> bool {
    drafts.iter().any(|draft| draft.by_markup && matches!(draft.kind, BlockKind::Heading { level: 1..=5 }))
}

/// Adds the values of the front matter, or of the file itself, behind the sidecar's.
fn merge(given: &mut Given, front: Given) {
    given.title.extend(front.title);
    given.publisher.extend(front.publisher);
    given.author.extend(front.author);
    given.issued.extend(front.issued);
    given.url.extend(front.url);
    given.licence.extend(front.licence);
    given.retrieved.extend(front.retrieved);
    given.language.extend(front.language);
    given.rights_holder.extend(front.rights_holder);
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The id that somebody gave, made fit for an IRI; else that of the path inside the collection.
fn document_id(
    id: Option<&str>,
    inside: &str,
    sha256: &str,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> DocumentId {
    if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
        let fit = slug(id);
        if fit != id {
            let used =
                if fit.is_empty() { "the path is used instead".to_owned() } else { format!("{fit:?} is used instead") };
            let message = format!("the id {id:?} is not fit for an address: {used}");
            diagnostics.push(
                Diagnostic::new(Severity::Warning, "read::id", file, message)
                    .help("ids are made of small letters, digits and single hyphens"),
            );
        }
        if !fit.is_empty() {
            return DocumentId::new(fit);
        }
    }
    let stem = match inside.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => stem,
        _ => inside,
    };
    let fit = slug(stem);
    DocumentId::new(if fit.is_empty() { format!("text-{}", &sha256[..8]) } else { fit })
}

/// So many letters tell a language; fewer are taken for English.
const ENOUGH: usize = 200;

/// Checks that the prose is English: what somebody gave decides, else its letters.
fn english(text: &str, drafts: &[Draft], given: &Given, file: &Path) -> Result<(), Box<Diagnostic>> {
    if let Some(GivenValue { value, source, .. }) = given.language.first() {
        let value = value.to_lowercase();
        let code = value.split(['-', '_']).next().unwrap_or_default();
        if matches!(code, "en" | "eng" | "english") {
            return Ok(());
        }
        let by = if *source == GivenSource::Sidecar { "sidecar" } else { "front matter" };
        return Err(foreign(file, &format!("its language is {value:?}, says the {by}")));
    }
    let mut sample = String::new();
    for enough in [400, 8000] {
        sample_prose(text, drafts, enough, &mut sample);
        if has_english_words(&sample) {
            return Ok(());
        }
    }
    if sample.chars().filter(|char| char.is_alphabetic()).count() < ENOUGH {
        return Ok(());
    }
    match whatlang::detect(&sample) {
        Some(found) if found.lang() != whatlang::Lang::Eng && (found.is_reliable() || found.confidence() > 0.5) => {
            Err(foreign(file, &format!("its language seems to be {}", found.lang().eng_name())))
        }
        _ => Ok(()),
    }
}

/// Whether every tenth word is one of the four commonest of English, which no other language has: that spares the
/// comparison with all languages, which takes longer than the rest of reading.
fn has_english_words(sample: &str) -> bool {
    let (mut words, mut common) = (0, 0);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        common += usize::from(["the", "of", "and", "to"].iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    words > 20 && common * 10 >= words
}

/// Prose from everywhere in the text, some `enough` bytes of it.
fn sample_prose(text: &str, drafts: &[Draft], enough: usize, sample: &mut String) {
    sample.clear();
    let is_prose =
        |draft: &&Draft| matches!(draft.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quotation);
    let total: usize = drafts.iter().filter(is_prose).map(|draft| draft.span().len()).sum();
    let mut passed = 0;
    for draft in drafts.iter().filter(is_prose) {
        // Where this much of the text has passed, that much of the sample should be there.
        passed += draft.span().len();
        let due = (passed as f64 / total as f64 * enough as f64) as usize;
        if due > sample.len() {
            let visible = draft.visible(text);
            let share = visible.text.floor_char_boundary((due - sample.len()).max(100));
            sample.push_str(&visible.text[..share]);
            sample.push('\n');
        }
    }
}

fn foreign(file: &Path, reason: &str) -> Box<Diagnostic> {
    let diagnostic =
        Diagnostic::new(Severity::Error, "read::language", file, format!("only English is read, and {reason}"))
            .help("leave it out, or write `language` \"en\" in documents.csv if it is English");
    Box::new(diagnostic)
}
