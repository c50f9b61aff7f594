//! A network as one SVG picture.

use super::super::font;
use super::super::layout::Layout;
use super::super::model::{Kind, Network};
use super::super::shapes;
use super::super::xml::{Xml, number};
use super::legend::Mark;
use super::look::{Looks, Style};
pub use super::look::{font_face, stylesheet};
use super::{edges, legend, words};

/// The sizes of title and caption.
const TITLE: f64 = 17.0;
const CAPTION: f64 = 11.5;
/// Blank around what is written.
const MARGIN: f64 = 16.0;
/// A picture is at least so wide, for its legend and caption.
const NARROWEST: f64 = 460.0;

/// The picture of a network with a layout of it, as a whole SVG document or, where the style says so, as an element for a page
/// that has [`stylesheet`] already. Actors bear `data-actor` (their number) and `data-iri`, ties `data-source`,
/// `data-target`, `data-tie` (their position among [`Network::ties`]) and `data-relation`.
pub fn draw(network: &Network, layout: &Layout, style: &Style) -> String {
    let looks = Looks::of(network, style.colours);
    picture(network, style, (layout.width, layout.height), Mark::Line, "", |xml| {
        ties(xml, network, layout, style, &looks);
        actors(xml, network, layout, style, &looks);
    })
}

/// The frame of every view: title, what `drawing` draws at a size, legend, and the caption with a note on how it is drawn.
pub(super) fn picture(
    network: &Network,
    style: &Style,
    (drawn_width, drawn_height): (f64, f64),
    mark: Mark,
    note: &str,
    drawing: impl FnOnce(&mut Xml),
) -> String {
    let mut about = words::caption(network);
    if !note.is_empty() {
        about = about + " " + note;
    }
    let width = if style.framed { drawn_width.max(NARROWEST) } else { drawn_width };
    let inner = width - 2.0 * MARGIN;
    let title = match style.framed && !style.title.is_empty() {
        true => font::wrap(&style.title, TITLE, inner, 4),
        false => Vec::new(),
    };
    let head = if title.is_empty() { 0.0 } else { MARGIN + TITLE * font::LEADING * title.len() as f64 };
    let mut body = Xml::new();
    let mut foot = 0.0;
    for (n, line) in title.iter().enumerate() {
        let y = MARGIN + TITLE * (font::ASCENT + font::LEADING * n as f64);
        text(&mut body, "title", line, (MARGIN, y), TITLE);
        body.line();
    }
    let left = (width - drawn_width) / 2.0;
    body.open("g", &[("transform", &format!("translate({} {})", number(left), number(head)))]);
    body.line();
    drawing(&mut body);
    body.close("g");
    body.line();
    if style.framed {
        let top = head + drawn_height;
        foot = frame(&mut body, network, style, mark, &about, (top, inner));
    }
    let height = head + drawn_height + foot;
    let mut xml = if style.whole { Xml::document() } else { Xml::new() };
    open(&mut xml, style, (width, height), &about);
    if style.framed || style.whole {
        xml.empty("rect", &[("class", "paper"), ("width", &number(width)), ("height", &number(height))]);
        xml.line();
    }
    let mut svg = xml.finish();
    svg += &body.finish();
    svg + "</svg>\n"
}

/// The root element with title and description, and the style where the picture brings it along.
fn open(xml: &mut Xml, style: &Style, (width, height): (f64, f64), about: &str) {
    let (title, desc) = (format!("{}title", style.id_prefix), format!("{}desc", style.id_prefix));
    let size = format!("0 0 {} {}", number(width), number(height));
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "network"),
            ("role", if style.interactive { "group" } else { "img" }),
            ("aria-labelledby", &format!("{title} {desc}")),
            ("viewBox", &size),
            ("width", &number(width)),
            ("height", &number(height)),
        ],
    );
    xml.line();
    let name = if style.title.is_empty() { "Network of actors" } else { &style.title };
    xml.element("title", &[("id", &title)], name);
    xml.element("desc", &[("id", &desc)], about);
    xml.line();
    if style.whole {
        xml.element("style", &[], &(font_face() + &stylesheet(style.theme)));
        xml.line();
    }
}

/// Legend and caption; their height.
fn frame(xml: &mut Xml, network: &Network, style: &Style, mark: Mark, about: &str, (top, inner): (f64, f64)) -> f64 {
    let rule = format!("M{} {}h{}", number(MARGIN), number(top), number(inner));
    xml.empty("path", &[("class", "rule"), ("d", &rule)]);
    xml.line();
    let mut y = top + 8.0;
    // Everything here is told in other words too.
    xml.open("g", &[("aria-hidden", "true")]);
    y += legend::draw(xml, network, style, mark, (MARGIN, y), inner);
    y += 4.0;
    for line in font::wrap(about, CAPTION, inner, usize::MAX) {
        text(xml, "caption", &line, (MARGIN, y + CAPTION * font::ASCENT), CAPTION);
        y += CAPTION * 1.35;
    }
    xml.close("g");
    xml.line();
    y + MARGIN - 4.0 - top
}

/// All ties, in the looks of the whole.
pub(super) fn ties(xml: &mut Xml, network: &Network, layout: &Layout, style: &Style, looks: &Looks) {
    xml.open("g", &[("class", "ties")]);
    xml.line();
    for strand in edges::strands(network, layout, looks.widths) {
        let class = looks.relation(&strand.tie.relation);
        xml.open(
            "g",
            &[
                ("class", &format!("tie {class}")),
                ("id", &format!("{}tie{}", style.id_prefix, strand.number)),
                ("data-tie", &strand.number.to_string()),
                ("data-source", &strand.source.to_string()),
                ("data-target", &strand.target.to_string()),
                ("data-relation", strand.tie.relation.as_str()),
            ],
        );
        xml.element("title", &[], &words::tie(network, strand.source, strand.target, strand.tie));
        xml.empty("path", &[("class", "line"), ("d", &strand.line), ("stroke-width", &number(strand.width))]);
        if let Some(tip) = &strand.tip {
            xml.empty("path", &[("class", "tip"), ("d", tip)]);
        }
        xml.close("g");
        xml.line();
    }
    xml.close("g");
    xml.line();
}

/// All actors, in the looks of the whole.
pub(super) fn actors(xml: &mut Xml, network: &Network, layout: &Layout, style: &Style, looks: &Looks) {
    let size = layout.font_size;
    xml.open("g", &[("class", "actors")]);
    xml.line();
    for (number_of, (actor, place)) in network.actors().zip(&layout.places).enumerate() {
        let id = format!("{}actor{number_of}", style.id_prefix);
        let class = format!("actor {}", looks.actor(actor));
        let name = format!("{}, {}", actor.label, words::actor(network, number_of));
        let number_of = number_of.to_string();
        let mut attributes = vec![
            ("class", class.as_str()),
            ("id", id.as_str()),
            ("data-actor", number_of.as_str()),
            ("data-iri", actor.iri.as_str()),
        ];
        if style.interactive {
            attributes.extend([("tabindex", "-1"), ("role", "button"), ("aria-label", name.as_str())]);
        }
        xml.open("g", &attributes);
        xml.element("title", &[], &name);
        actor_shape(xml, &actor.kind, (place.x, place.y), place.radius);
        for line in &place.lines {
            // A blank between the lines, for whoever reads the text and not the picture.
            xml.line();
            let (x, y, width, size) = (number(line.x), number(line.y), number(line.width), number(size));
            let attributes = [("class", "name"), ("x", &x), ("y", &y), ("font-size", &size), ("textLength", &width)];
            xml.element("text", &attributes, &line.text);
        }
        xml.close("g");
        xml.line();
    }
    xml.close("g");
    xml.line();
}

/// An actor's shape.
pub(super) fn actor_shape(xml: &mut Xml, kind: &Kind, centre: (f64, f64), radius: f64) {
    let corners = shapes::corners(kind);
    match corners.is_empty() {
        true => xml.empty(
            "circle",
            &[("class", "shape"), ("cx", &number(centre.0)), ("cy", &number(centre.1)), ("r", &number(radius))],
        ),
        false => {
            xml.empty("polygon", &[("class", "shape"), ("points", &shapes::points(corners, centre, radius))]);
        }
    }
}

/// A line of text from its left end, as wide as it was measured.
pub(super) fn text(xml: &mut Xml, class: &str, words: &str, (x, y): (f64, f64), size: f64) {
    let width = font::width(words, size);
    xml.element(
        "text",
        &[
            ("class", class),
            ("x", &number(x)),
            ("y", &number(y)),
            ("font-size", &number(size)),
            ("textLength", &number(width)),
        ],
        words,
    );
}
