//! Writes XML, element by element; quick-xml escapes what stands in it.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML text that grows.
pub struct Xml(Writer<Vec<u8>>);

/// Attributes, by name.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub fn new() -> Self {
        Self(Writer::new(Vec::new()))
    }

    /// With the declaration that files begin with.
    pub fn document() -> Self {
        let mut xml = Self::new();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    fn event(&mut self, event: Event<'_>) {
        // A Vec takes whatever is written.
        let _ = self.0.write_event(event);
    }

    fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, fit(value).as_str()));
        }
        start
    }

    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(Self::start(name, attributes)));
    }

    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(Self::start(name, attributes)));
    }

    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&fit(text))));
    }

    /// An element with nothing but a text in it.
    pub fn element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// A line's end, for whoever reads the file.
    pub fn line(&mut self) {
        self.0.get_mut().push(b'\n');
    }

    pub fn finish(self) -> String {
        String::from_utf8_lossy(&self.0.into_inner()).into_owned()
    }
}

/// Without the characters that XML 1.0 forbids.
fn fit(text: &str) -> String {
    let allowed =
        |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(allowed).collect()
}

/// A number as it stands in an attribute: two places behind the point at most.
pub fn number(value: f64) -> String {
    super::layout::round(value).to_string()
}
