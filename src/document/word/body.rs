//! The body of a Word file, paragraph by paragraph.

use super::numbering::Numbering;
use super::styles::{Style, Styles};
use crate::document::BlockKind;
use crate::document::composed::{Composer, Line, is_bold_heading, parts};
use crate::document::xml::{Child, Element};

/// Writes down the body, and its notes at the end.
pub(super) fn compose(
    document: &Element,
    styles: &Styles,
    numbering: Numbering,
    notes: &[Option<Element>; 2],
    composer: &mut Composer,
) {
    let empty = Element::default();
    let body = document.child("body").unwrap_or(&empty);
    let titled = body.elements().any(|paragraph| {
        let style = paragraph.child("pPr").and_then(|properties| properties.value("pStyle"));
        style.is_some_and(|style| styles.get(style).heading() == Some(0)) && !paragraph.words().trim().is_empty()
    });
    let mut writer = Writer {
        styles,
        numbering,
        composer,
        titled,
        open: Vec::new(),
        notes: Vec::new(),
        lines: Vec::new(),
        boxes: Vec::new(),
    };
    writer.blocks(body);
    let referred = std::mem::take(&mut writer.notes);
    for (number, (kind, id)) in referred.iter().enumerate() {
        let note = notes[*kind].iter().flat_map(Element::elements).find(|note| note.attribute("id") == Some(id));
        if let Some(note) = note {
            let words: Vec<String> = note.elements().map(|paragraph| writer.plain(paragraph)).collect();
            writer.composer.add(BlockKind::Footnote, Some(&format!("{}.", number + 1)), &words.join(" "), None);
        }
    }
}

struct Writer<'a, 'c> {
    styles: &'a Styles,
    numbering: Numbering,
    composer: &'c mut Composer,
    /// The document has a title of its own, under which its headings stand.
    titled: bool,
    /// The items that are open: how far each is indented, and its block.
    open: Vec<(i32, usize)>,
    /// The notes that were referred to, in order: 0 for footnotes and 1 for endnotes, and the id.
    notes: Vec<(usize, String)>,
    /// The lines of the paragraph that is being read; kept where its end was deleted, so that the next one goes on.
    lines: Vec<Line>,
    /// Text boxes of the paragraph, which come behind it.
    boxes: Vec<&'a Element>,
}

/// How runs of a paragraph are set where they do not say so themselves.
#[derive(Clone, Copy)]
struct Face {
    bold: bool,
    hidden: bool,
}

impl<'a> Writer<'a, '_> {
    fn blocks(&mut self, parent: &'a Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                // A table of contents repeats the headings.
                "sdt" if is_contents(element) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(element),
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                        self.blocks(choice);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Element) {
        let empty = Element::default();
        let properties = paragraph.child("pPr").unwrap_or(&empty);
        let style = self.styles.get(properties.value("pStyle").unwrap_or("Normal"));
        let own = Style::of(properties, &empty);
        if style.name.starts_with("toc ") || style.name == "toc heading" {
            return;
        }
        if self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let face = Face { bold: style.bold.unwrap_or(false), hidden: style.hidden.unwrap_or(false) };
        self.runs(paragraph, face);
        let mark = properties.child("rPr").is_some_and(|run| run.child("del").is_some());
        if mark {
            // The end of this paragraph was deleted: the next one goes on with it.
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        let boxes = std::mem::take(&mut self.boxes);
        if lines.iter().any(|line| line.text.contains(char::is_alphanumeric)) {
            self.put(&lines, &style, &own);
        }
        for text in boxes {
            self.blocks(text);
        }
    }

    fn put(&mut self, lines: &[Line], style: &Style, own: &Style) {
        let heading = style.heading().or(own.heading());
        let list = own.list.0.as_deref().or(style.list.0.as_deref()).filter(|list| *list != "0");
        let level = own.list.1.or(style.list.1).unwrap_or(0);
        let sign = list.and_then(|list| self.numbering.next(list, level));
        let whole = || lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(level) = heading.filter(|_| whole().chars().count() <= 300) {
            self.open.clear();
            let level = (level + u8::from(self.titled)).clamp(1, 6);
            let sign = sign.map(|(sign, _)| sign).filter(|sign| !sign.is_empty());
            self.composer.add(BlockKind::Heading { level }, sign.as_deref(), &whole(), None);
            return;
        }
        let left = own.left.or(sign.as_ref().and_then(|(_, left)| *left)).or(style.left).unwrap_or(0);
        if let Some((sign, _)) = sign {
            let left = left + level as i32;
            self.open.retain(|(other, _)| *other < left);
            let parent = self.open.last().map(|(_, block)| *block);
            if let Some(block) = self.composer.item(&sign, &whole(), parent) {
                self.open.push((left, block));
            }
            return;
        }
        let quoted = style.name.contains("quote") || style.name == "block text";
        let kind = if quoted { BlockKind::Quotation } else { BlockKind::Paragraph };
        // A paragraph that is indented as an item goes on with it.
        let parent = self.open.iter().rev().find(|(item, _)| left > 0 && left + 60 >= *item).map(|(_, block)| *block);
        if parent.is_none() {
            self.open.clear();
        }
        for (text, light) in parts(lines) {
            let bold = !light && parent.is_none() && !quoted && is_bold_heading(&text);
            match bold {
                true => self.composer.add(BlockKind::Heading { level: 6 }, None, &text, None),
                false => self.composer.block(kind, &text, parent),
            };
        }
    }

    fn runs(&mut self, parent: &'a Element, face: Face) {
        for child in &parent.children {
            let Child::Element(element) = child else { continue };
            match element.name.as_str() {
                "r" => self.run(element, face),
                "del" | "moveFrom" | "pPr" | "rPr" => {}
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                        self.runs(choice, face);
                    }
                }
                _ => self.runs(element, face),
            }
        }
    }

    fn run(&mut self, run: &'a Element, face: Face) {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| properties.value("rStyle")).map(|id| self.styles.get(id));
        let set = |name: &str, by: Option<bool>, or: bool| {
            properties.and_then(|properties| properties.switch(name)).or(by).unwrap_or(or)
        };
        let bold = set("b", style.as_ref().and_then(|style| style.bold), face.bold);
        if set("vanish", style.as_ref().and_then(|style| style.hidden), face.hidden) {
            return;
        }
        self.content(run, bold);
    }

    fn content(&mut self, run: &'a Element, bold: bool) {
        for element in run.elements() {
            match element.name.as_str() {
                "t" => self.words(&element.words(), bold),
                "tab" | "ptab" => self.words(" ", bold),
                "noBreakHyphen" => self.words("-", bold),
                "sym" => {}
                "cr" => self.lines.push(Line::default()),
                "br" if !matches!(element.attribute("type"), Some("page" | "column")) => {
                    self.lines.push(Line::default())
                }
                "br" => self.words(" ", bold),
                "footnoteReference" | "endnoteReference" => {
                    let kind = usize::from(element.name == "endnoteReference");
                    if let Some(id) = element.attribute("id") {
                        self.notes.push((kind, id.to_owned()));
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                        self.content(choice, bold);
                    }
                }
                "drawing" | "pict" => self.text_boxes(element),
                _ => {}
            }
        }
    }

    fn text_boxes(&mut self, element: &'a Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "txbxContent" => self.boxes.push(child),
                _ => self.text_boxes(child),
            }
        }
    }

    fn words(&mut self, words: &str, bold: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.light |= !bold && words.contains(char::is_alphanumeric);
            line.text.push_str(words);
        }
    }

    /// The text of a paragraph on one line.
    fn plain(&mut self, paragraph: &'a Element) -> String {
        let before = std::mem::replace(&mut self.lines, vec![Line::default()]);
        self.runs(paragraph, Face { bold: false, hidden: false });
        self.boxes.clear();
        let lines = std::mem::replace(&mut self.lines, before);
        lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A table of data is one block; one that only frames or places text is read as that text.
    fn table(&mut self, table: &'a Element) {
        let rows: Vec<Vec<&Element>> = table
            .elements()
            .filter(|row| row.name == "tr" && row.child("trPr").is_none_or(|row| row.child("del").is_none()))
            .map(|row| {
                let cells = row.elements().flat_map(|cell| match cell.child("sdtContent") {
                    Some(inside) if cell.name == "sdt" => inside.elements().collect::<Vec<_>>(),
                    _ => vec![cell],
                });
                cells.filter(|cell| cell.name == "tc").collect()
            })
            .collect();
        let filled = |cell: &&&Element| !cell.words().trim().is_empty();
        let grid = rows.iter().filter(|row| row.iter().filter(filled).count() > 1).count() > 1;
        if !grid {
            for cell in rows.into_iter().flatten() {
                self.blocks(cell);
            }
            return;
        }
        let mut texts = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for cell in row {
                let mut words = Vec::new();
                self.cell(cell, &mut words);
                cells.push(words.join(" "));
            }
            texts.push(cells);
        }
        self.open.clear();
        self.composer.table(&texts, None);
    }

    fn cell(&mut self, cell: &'a Element, words: &mut Vec<String>) {
        for element in cell.elements() {
            match element.name.as_str() {
                "p" => words.push(self.plain(element)),
                "tcPr" => {}
                _ => self.cell(element, words),
            }
        }
    }
}

fn is_contents(element: &Element) -> bool {
    let part = element.child("sdtPr").and_then(|properties| properties.child("docPartObj"));
    part.and_then(|part| part.value("docPartGallery")) == Some("Table of Contents")
}
