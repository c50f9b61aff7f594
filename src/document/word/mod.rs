//! Word files (.docx): headings by their styles, lists with the numbers that Word shows, tables, footnotes; what was inserted
//! under tracked changes is in, what was deleted is out.

mod body;
mod numbering;
mod styles;

use super::composed::{Composed, Composer, given};
use super::front_matter::Field;
use super::xml::Element;
use crate::diagnostic::{Diagnostic, Severity};
use numbering::Numbering;
use std::io::{Cursor, Read};
use std::path::Path;
use styles::Styles;
use zip::ZipArchive;

/// No part of a file that people write unpacks to more bytes than this.
const LARGEST: u64 = 48 << 20;

/// Reads a Word file.
///
/// # Errors
/// It is encrypted, broken, not a Word file, holds no text, or would unpack to more than a computer should hold.
pub(super) fn read(bytes: &[u8], file: &Path) -> Result<Composed, Box<Diagnostic>> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let message = "this Word file is encrypted, or of an old version of Word (.doc)";
        return Err(refuse(file, message, "open it in Word or LibreOffice and save it as .docx without a password"));
    }
    let mut parts = Parts::open(bytes, file)?;
    let main = parts.main();
    let document = parts.part(&main)?.ok_or_else(|| broken(file, &format!("its part {main} is missing")))?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut doubts = Vec::new();
    let mut other = |name: &str, parts: &mut Parts<'_>| {
        parts.part(&format!("{folder}{name}.xml")).unwrap_or_else(|doubt| {
            doubts.push(Diagnostic { severity: Severity::Warning, ..*doubt });
            None
        })
    };
    let styles = Styles::of(other("styles", &mut parts).as_ref());
    let numbering = Numbering::of(other("numbering", &mut parts).as_ref());
    let notes = [other("footnotes", &mut parts), other("endnotes", &mut parts)];
    let mut composer = Composer::default();
    body::compose(&document, &styles, numbering, &notes, &mut composer);
    if !composer.text.contains(char::is_alphanumeric) {
        let help = "if it holds pictures of pages, have their text recognised (OCR) and saved";
        return Err(refuse(file, "this Word file holds no text", help));
    }
    let mut diagnostics = doubts;
    let properties = parts.part("docProps/core.xml").ok().flatten();
    let told = |properties: &Element| {
        let fields = [("title", Field::Title), ("creator", Field::Author), ("created", Field::Issued)];
        let value = |(name, field)| properties.child(name).map(|value: &Element| (field, value.words()));
        fields.into_iter().filter_map(value).collect::<Vec<_>>()
    };
    let given = properties.map(|properties| given(told(&properties), &composer.text, file, &mut diagnostics));
    Ok(composer.finished(given.unwrap_or_default(), diagnostics))
}

fn refuse(file: &Path, message: &str, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Severity::Error, "read::docx", file, message).help(help))
}

fn broken(file: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!("this Word file is broken: {why}");
    refuse(file, &message, "open it in Word or LibreOffice, which may repair it, and save it again")
}

/// The parts of a file.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a Path,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8], file: &'a Path) -> Result<Self, Box<Diagnostic>> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(file, &error.to_string()))?;
        Ok(Self { archive, file })
    }

    /// The path of the part that holds the text.
    fn main(&mut self) -> String {
        let relations = self.part("_rels/.rels").ok().flatten();
        let target = relations.as_ref().and_then(|relations| {
            let is_main =
                |relation: &&Element| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
            relations.elements().find(is_main)?.attribute("Target")
        });
        target.unwrap_or("word/document.xml").trim_start_matches('/').to_owned()
    }

    /// A part, where it is there.
    fn part(&mut self, name: &str) -> Result<Option<Element>, Box<Diagnostic>> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(self.file, &format!("{name}: {error}"))),
        };
        let mut bytes = Vec::new();
        // What a part says of its size may be a lie: what comes out is counted.
        part.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(self.file, &format!("{name}: {error}")))?;
        if bytes.len() as u64 > LARGEST {
            let message = format!("its part {name} unpacks to more than {} MB", LARGEST >> 20);
            return Err(refuse(self.file, &message, "save its text as UTF-8 in a .txt or .md file"));
        }
        Element::parse(&bytes).map(Some).map_err(|error| broken(self.file, &format!("{name}: {error}")))
    }
}
