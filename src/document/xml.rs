//! XML parts of a file as trees of elements, with bounds on their size and depth. Entities of its own are not expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element with its attributes and what stands in it; names without prefixes.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

/// Elements nested deeper than this are none that a program wrote.
const DEEPEST: usize = 200;
/// So many elements and texts are held at most.
const MOST: usize = 3_000_000;

impl Element {
    /// Reads a part; says what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
        let mut reader = Reader::from_str(&text);
        let mut open = vec![Self::default()];
        let mut count = 0;
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            count += 1;
            if open.len() > DEEPEST || count > MOST {
                return Err("it is nested or filled as no program does".to_owned());
            }
            let Some(last) = open.last_mut() else { return Err("it closes what it never opened".to_owned()) };
            match event {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => last.children.push(Child::Element(Self::of(&start))),
                Event::End(_) => {
                    let done = open.pop().unwrap_or_default();
                    match open.last_mut() {
                        Some(last) => last.children.push(Child::Element(done)),
                        None => return Err("it closes what it never opened".to_owned()),
                    }
                }
                Event::Text(words) => last.text(&words.xml10_content()),
                Event::CData(words) => last.text(&words.xml10_content()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(sign)) => last.text(sign.encode_utf8(&mut [0; 4])),
                    _ => last.text(match &*entity.xml10_content() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => "",
                    }),
                },
                Event::Eof => break,
                _ => {}
            }
        }
        // What was not closed counts all the same.
        while open.len() > 1 {
            let done = open.pop().unwrap_or_default();
            if let Some(last) = open.last_mut() {
                last.children.push(Child::Element(done));
            }
        }
        open.pop().and_then(|root| root.into_first()).ok_or_else(|| "it is empty".to_owned())
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().flatten().filter_map(|attribute| {
            let name = local(attribute.key.as_ref()).to_owned();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((name, value.into_owned()))
        });
        Self { name: local(start.name().as_ref()).to_owned(), attributes: attributes.collect(), children: Vec::new() }
    }

    fn text(&mut self, words: &str) {
        match self.children.last_mut() {
            Some(Child::Text(text)) => text.push_str(words),
            _ => self.children.push(Child::Text(words.to_owned())),
        }
    }

    fn into_first(self) -> Option<Self> {
        self.children.into_iter().find_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|child| child.name == name)
    }

    /// The `val` of the first child of a name, as Word and its like write single values.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// A switch such as `<w:b/>`: on where it stands there and is not said to be off.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        Some(!matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// All text in it.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.add_words(&mut words);
        words
    }

    fn add_words(&self, words: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => words.push_str(text),
                Child::Element(element) => element.add_words(words),
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
