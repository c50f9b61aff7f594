//! The blocks of a page's text: headings, paragraphs, lists with their numbers as a browser shows them, quotations, tables,
//! footnotes.

use super::furniture::Page;
use crate::document::BlockKind;
use crate::document::composed::{Composer, Line, fold, is_bold_heading, parts};
use crate::document::marker;

/// Writes down the main part of a page.
pub(super) fn compose(page: &Page<'_>, composer: &mut Composer) {
    let mut walker = Walker { page, composer, lines: vec![Line::default()], bold: 0, inside: Vec::new() };
    walker.children(page.main);
    walker.flush();
}

/// What a block stands in.
enum Container {
    List(Numbering),
    Item {
        sign: String,
        /// Its block, once it has text.
        block: Option<usize>,
    },
    Quotation,
    Footnotes,
}

/// How a list counts.
struct Numbering {
    style: Style,
    next: i32,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Bullets,
    Nothing,
    Numbers,
    Letters { upper: bool },
    Roman { upper: bool },
}

struct Walker<'p, 'c> {
    page: &'p Page<'p>,
    composer: &'c mut Composer,
    lines: Vec<Line>,
    bold: usize,
    inside: Vec<Container>,
}

impl Walker<'_, '_> {
    fn children(&mut self, node: usize) {
        let page = self.page;
        for child in page.children(node) {
            self.node(child);
        }
    }

    fn node(&mut self, node: usize) {
        let tree = self.page.tree;
        if let Some(text) = tree.text(node) {
            return self.words(text);
        }
        match tree.name(node) {
            "" => {}
            "br" => self.lines.push(Line::default()),
            "hr" => self.flush(),
            "b" | "strong" => {
                self.bold += 1;
                self.children(node);
                self.bold -= 1;
            }
            "sup" if self.is_mark(node) => {}
            "q" => {
                self.words("“");
                self.children(node);
                self.words("”");
            }
            "pre" => {
                self.flush();
                let text = self.text_of(node);
                for line in text.split('\n') {
                    self.words(line);
                    self.lines.push(Line::default());
                }
                self.flush();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node),
            "ul" | "ol" | "dir" => {
                let numbering = self.numbering(node);
                self.within(Container::List(numbering), node);
            }
            "li" => self.item(node),
            "blockquote" => self.within(Container::Quotation, node),
            "table" => self.table(node),
            name if is_inline(name) => self.children(node),
            _ if self.is_footnotes(node) => self.within(Container::Footnotes, node),
            _ => {
                self.flush();
                self.children(node);
                self.flush();
            }
        }
    }

    fn within(&mut self, container: Container, node: usize) {
        self.flush();
        self.inside.push(container);
        self.children(node);
        self.flush();
        self.inside.pop();
    }

    fn words(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.light |= self.bold == 0 && text.contains(char::is_alphanumeric);
            line.text.push_str(text);
        }
    }

    /// The text of a node in one string.
    fn text_of(&self, node: usize) -> String {
        self.page.below(node).filter_map(|at| self.page.tree.text(at)).collect()
    }

    /// Whether raised text is the mark of a footnote: `1`, `[2]`, `*`.
    fn is_mark(&self, node: usize) -> bool {
        let text = self.text_of(node);
        let text = text.trim();
        text.len() <= 6
            && !text.is_empty()
            && text.chars().all(|sign| sign.is_ascii_digit() || "[]()*†‡,↑ ".contains(sign))
    }

    fn is_footnotes(&self, node: usize) -> bool {
        let tree = self.page.tree;
        let role = matches!(tree.attribute(node, "role"), Some("doc-endnotes" | "doc-footnote" | "doc-endnote"));
        let named = [tree.attribute(node, "class"), tree.attribute(node, "id")].into_iter().flatten().any(|names| {
            names.to_ascii_lowercase().split(|sign: char| !sign.is_ascii_alphanumeric()).any(|name| {
                let stem = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
                matches!(name, "footnotes" | "endnotes")
                    || (stem.len() < name.len() && matches!(stem, "fn" | "ftn" | "footnote" | "edn"))
            })
        });
        role || named
    }

    /// A heading goes to its first block: what was not closed goes on as text.
    fn heading(&mut self, node: usize) {
        self.flush();
        let page = self.page;
        let level = page.tree.name(node).as_bytes()[1] - b'0';
        let mut children = page.children(node).peekable();
        while let Some(child) =
            children.next_if(|child| page.tree.text(*child).is_some() || is_inline(page.tree.name(*child)))
        {
            match page.tree.name(child) {
                "br" => self.words(" "),
                _ => self.node(child),
            }
        }
        let text: String =
            std::mem::replace(&mut self.lines, vec![Line::default()]).into_iter().map(|line| line.text + " ").collect();
        if fold(&text).chars().count() > 300 {
            self.emit(&text, None);
        } else if !text.trim().is_empty() {
            self.emit(&text, Some(level));
        }
        for child in children {
            self.node(child);
        }
        self.flush();
    }

    fn numbering(&self, node: usize) -> Numbering {
        let tree = self.page.tree;
        let style = tree.attribute(node, "style").unwrap_or_default().to_ascii_lowercase();
        let css = style.split(';').find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            matches!(name.trim(), "list-style" | "list-style-type").then_some(value.trim().to_owned())
        });
        let ordered = tree.name(node) == "ol";
        let style = match (css.as_deref(), tree.attribute(node, "type")) {
            (Some("none"), _) => Style::Nothing,
            (Some("lower-alpha" | "lower-latin"), _) | (None, Some("a")) => Style::Letters { upper: false },
            (Some("upper-alpha" | "upper-latin"), _) | (None, Some("A")) => Style::Letters { upper: true },
            (Some("lower-roman"), _) | (None, Some("i")) => Style::Roman { upper: false },
            (Some("upper-roman"), _) | (None, Some("I")) => Style::Roman { upper: true },
            _ if ordered => Style::Numbers,
            _ => Style::Bullets,
        };
        let next = tree.attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        Numbering { style, next }
    }

    fn item(&mut self, node: usize) {
        let value = self.page.tree.attribute(node, "value").and_then(|value| value.trim().parse::<i32>().ok());
        let list = self.inside.iter_mut().rev().find_map(|container| match container {
            Container::List(list) => Some(list),
            _ => None,
        });
        let sign = match list {
            Some(list) => {
                let number = value.unwrap_or(list.next);
                list.next = number.saturating_add(1);
                sign(list.style, number)
            }
            None => String::new(),
        };
        self.within(Container::Item { sign, block: None }, node);
    }

    /// A table of data is one block; one that only sets text side by side is walked through.
    fn table(&mut self, node: usize) {
        let page = self.page;
        let tree = page.tree;
        let has = |name: &str| page.below(node).skip(1).any(|at| tree.name(at) == name);
        let structured =
            ["div", "ul", "ol", "h1", "h2", "h3", "h4", "table", "blockquote"].iter().any(|name| has(name))
                || page.below(node).filter(|at| tree.name(*at) == "p").count()
                    > page.below(node).filter(|at| matches!(tree.name(*at), "td" | "th")).count();
        let rows: Vec<Vec<String>> = page
            .below(node)
            .filter(|at| tree.name(*at) == "tr")
            .map(|row| {
                page.children(row)
                    .filter(|at| matches!(tree.name(*at), "td" | "th"))
                    .map(|cell| self.cell(cell))
                    .collect()
            })
            .collect();
        let grid = rows.iter().filter(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1).count() > 1;
        self.flush();
        if grid && (has("th") || !structured) && tree.attribute(node, "role") != Some("presentation") {
            let parent = self.parent();
            self.composer.table(&rows, parent);
        } else {
            self.children(node);
            self.flush();
        }
    }

    /// The text of a cell, a space where a line or block ends.
    fn cell(&self, cell: usize) -> String {
        let tree = self.page.tree;
        let mut text = String::new();
        for at in self.page.below(cell) {
            match tree.text(at) {
                Some(words) => text.push_str(words),
                None if tree.name(at) == "br" || !is_inline(tree.name(at)) => text.push(' '),
                None => {}
            }
        }
        text
    }

    /// The block of the item that the next block stands in.
    fn parent(&self) -> Option<usize> {
        self.inside.iter().rev().find_map(|container| match container {
            Container::Item { block, .. } => *block,
            _ => None,
        })
    }

    /// Makes blocks of the lines collected so far: one of all, or several where the author's line breaks part them.
    fn flush(&mut self) {
        let lines = std::mem::replace(&mut self.lines, vec![Line::default()]);
        for (text, light) in parts(&lines) {
            let heading = !light && self.inside.is_empty() && is_bold_heading(&text);
            self.emit(&text, heading.then_some(6));
        }
    }

    fn emit(&mut self, text: &str, heading: Option<u8>) {
        if self.inside.iter().any(|container| matches!(container, Container::Footnotes)) {
            let sign = self.inside.iter_mut().rev().find_map(|container| match container {
                Container::Item { sign, .. } => Some(std::mem::take(sign)),
                _ => None,
            });
            let text = text.trim_end_matches(['↩', '↑', '\u{FE0E}', ' ']);
            self.composer.add(BlockKind::Footnote, sign.as_deref().filter(|sign| !sign.is_empty()), text, None);
            return;
        }
        if let Some(level) = heading {
            self.composer.add(BlockKind::Heading { level }, None, text, None);
            return;
        }
        let quoted = self.inside.iter().any(|container| matches!(container, Container::Quotation));
        let kind = if quoted { BlockKind::Quotation } else { BlockKind::Paragraph };
        let last = self.inside.iter().rposition(|container| matches!(container, Container::Item { .. }));
        let Some(last) = last else {
            self.composer.block(kind, text, None);
            return;
        };
        let outer = self.inside[..last].iter().rev().find_map(|container| match container {
            Container::Item { block, .. } => *block,
            _ => None,
        });
        if let Container::Item { sign, block } = &mut self.inside[last] {
            match block {
                Some(block) => {
                    self.composer.block(kind, text, Some(*block));
                }
                None => {
                    // An item without a number of the list's that has one of its own.
                    let own = marker::find(text).filter(|own| own.ordered() && !own.unsure);
                    *block = match own.filter(|_| !sign.contains(char::is_alphanumeric)) {
                        Some(own) => self.composer.item(&text[..own.len], &text[own.len..], outer),
                        None => self.composer.item(sign, text, outer),
                    };
                }
            }
        }
    }
}

/// `3.`, `c.`, `iii.`, as browsers show it; nothing for a bullet.
fn sign(style: Style, number: i32) -> String {
    let Ok(count) = u32::try_from(number) else { return format!("{number}.") };
    match style {
        Style::Bullets | Style::Nothing => String::new(),
        Style::Numbers => format!("{count}."),
        Style::Letters { upper } => format!("{}.", marker::letters(count, upper)),
        Style::Roman { upper } => format!("{}.", marker::roman_of(count, upper)),
    }
}

/// Whether an element stands in a line of text.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
