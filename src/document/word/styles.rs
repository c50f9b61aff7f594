//! What the styles of a Word file say of a paragraph, their own words and those that they are based on.

use crate::document::xml::Element;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// In small letters, as in English versions of Word: "heading 1", "title", "quote".
    pub name: String,
    based_on: Option<String>,
    /// From 0, as Word counts them.
    pub outline: Option<u8>,
    /// The list of its paragraphs, and their level in it.
    pub list: (Option<String>, Option<usize>),
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    /// In twentieths of a point.
    pub left: Option<i32>,
}

impl Styles {
    pub fn of(part: Option<&Element>) -> Self {
        let mut styles = Self::default();
        for style in part.into_iter().flat_map(Element::elements).filter(|element| element.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let empty = Element::default();
            let (paragraph, run) = (style.child("pPr").unwrap_or(&empty), style.child("rPr").unwrap_or(&empty));
            let read = Style {
                name: style.value("name").unwrap_or(id).to_lowercase(),
                based_on: style.value("basedOn").map(str::to_owned),
                ..Style::of(paragraph, run)
            };
            styles.by_id.insert(id.to_owned(), read);
        }
        styles
    }

    /// A style with what it takes from those that it is based on.
    pub fn get(&self, id: &str) -> Style {
        let Some(style) = self.by_id.get(id) else { return Style { name: id.to_lowercase(), ..Style::default() } };
        let mut whole = style.clone();
        let mut above = style.based_on.as_deref();
        for _ in 0..20 {
            let Some(base) = above.and_then(|id| self.by_id.get(id)) else { break };
            if heading(&whole.name).is_none() && heading(&base.name).is_some() && whole.outline.is_none() {
                whole.name.clone_from(&base.name);
            }
            whole.outline = whole.outline.or(base.outline);
            whole.bold = whole.bold.or(base.bold);
            whole.hidden = whole.hidden.or(base.hidden);
            whole.left = whole.left.or(base.left);
            whole.list.0 = whole.list.0.or(base.list.0.clone());
            whole.list.1 = whole.list.1.or(base.list.1);
            above = base.based_on.as_deref();
        }
        whole
    }
}

impl Style {
    /// What the properties of a paragraph and of its runs say.
    pub fn of(paragraph: &Element, run: &Element) -> Self {
        let list = paragraph.child("numPr");
        let indent = paragraph.child("ind");
        Self {
            outline: paragraph.value("outlineLvl").and_then(|level| level.parse().ok()).filter(|level| *level < 9),
            list: (
                list.and_then(|list| list.value("numId")).map(str::to_owned),
                list.and_then(|list| list.value("ilvl")).and_then(|level| level.parse().ok()),
            ),
            bold: run.switch("b"),
            hidden: run.switch("vanish"),
            left: indent
                .and_then(|indent| indent.attribute("left").or(indent.attribute("start")))
                .and_then(|left| left.parse().ok()),
            ..Self::default()
        }
    }

    /// The level of a heading, from 1.
    pub fn heading(&self) -> Option<u8> {
        heading(&self.name).or(self.outline.map(|level| level + 1))
    }
}

fn heading(name: &str) -> Option<u8> {
    match name {
        "title" => Some(0),
        "subtitle" => Some(1),
        _ => name.strip_prefix("heading ")?.trim().parse().ok().filter(|level| (1..=9).contains(level)),
    }
}
