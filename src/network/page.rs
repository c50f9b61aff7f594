//! A network as one HTML file that opens by double click, without a network: the picture, what is known as JSON, and a script
//! of our own. The files stand in `page/`; what is put into their marked slots is escaped here.
//!
//! This is no place for a template engine (those stand in `publish`): the page has seven slots and neither loops nor
//! conditions.

use super::draw::{Style, Theme, actor_about, caption, svg, tie_about};
use super::layout::Layout;
use super::model::Network;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const TEMPLATE: &str = include_str!("page/template.html");
const CSS: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// The page of a network. Its content security policy lets nothing run and nothing be fetched but what stands in it.
pub fn html(network: &Network, layout: &Layout, style: &Style) -> String {
    let theme = Theme::Auto;
    let style = Style { whole: false, framed: false, interactive: true, theme, ..style.clone() };
    let css = [svg::font_face(), svg::stylesheet(theme), CSS.to_owned()].concat();
    let title = if style.title.is_empty() { "Network of actors" } else { &style.title };
    let policy = [
        "default-src 'none'; font-src data:; base-uri 'none'; form-action 'none'; style-src ",
        &hash(&css),
        "; script-src ",
        &hash(SCRIPT),
    ]
    .concat();
    fill(
        TEMPLATE,
        &[
            ("policy", &policy),
            ("title", &escaped(title)),
            ("style", &css),
            ("caption", &escaped(&caption(network))),
            ("picture", &svg::draw(network, layout, &style)),
            ("data", &inside_script(&data(network, layout).to_string())),
            ("script", SCRIPT),
        ],
    )
}

/// What the script knows: actors by number with their places, ties by number with their words.
fn data(network: &Network, layout: &Layout) -> Value {
    let actors: Vec<Value> = network
        .actors()
        .zip(&layout.places)
        .enumerate()
        .map(|(number, (actor, place))| {
            json!({
                "label": actor.label, "iri": actor.iri.as_str(), "about": actor_about(network, number),
                "x": place.x, "y": place.y,
            })
        })
        .collect();
    let ties: Vec<Value> = network
        .ties()
        .enumerate()
        .map(|(number, (source, target, tie))| {
            let rows = tie.evidence.iter().map(|row| {
                json!({
                    "quote": row.quote, "iri": row.iri, "document": row.document, "publisher": row.publisher,
                    "date": row.date, "strength": row.strength, "weight": row.weight,
                })
            });
            json!({
                "number": number, "source": source, "target": target, "directed": tie.directed, "weight": tie.weight,
                "relation": tie.relation.label(), "text": tie_about(network, source, target, tie),
                "evidence": rows.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "actors": actors, "ties": ties })
}

/// A template with its slots, `{{name}}`, filled; what fills one is not searched for slots.
fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled += before;
        let (name, after) = behind.split_once("}}").unwrap_or((behind, ""));
        filled += slots.iter().find(|(slot, _)| *slot == name).map_or("", |(_, value)| value);
        rest = after;
    }
    filled + rest
}

/// Text as it stands between tags or in a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// JSON as it stands in a script element: no text in it can end the element or begin a comment. Outside strings JSON has none of
/// these characters.
fn inside_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The source expression of a content security policy that allows exactly this text.
fn hash(text: &str) -> String {
    ["'sha256-", &STANDARD.encode(Sha256::digest(text.as_bytes())), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once_and_what_fills_them_is_no_template() {
        assert_eq!(fill("a{{x}}b{{y}}c{{x}}", &[("x", "{{y}}"), ("y", "2")]), "a{{y}}b2c{{y}}");
        assert_eq!(fill("a{{unknown}}b{{", &[]), "ab");
    }

    #[test]
    fn no_name_of_a_document_gets_out_of_its_place() {
        assert_eq!(escaped("<b a=\"x\">&"), "&lt;b a=&quot;x&quot;&gt;&amp;");
        let told = inside_script(&json!("</script><!-- &").to_string());
        assert_eq!(told, "\"\\u003c/script\\u003e\\u003c!-- \\u0026\"");
        assert_eq!(serde_json::from_str::<String>(&told).unwrap(), "</script><!-- &");
    }

    /// No slot of the template is left out, and none is filled that is not there.
    #[test]
    fn the_template_has_the_slots_that_are_filled() {
        let names: std::collections::BTreeSet<&str> =
            TEMPLATE.split("{{").skip(1).filter_map(|part| Some(part.split_once("}}")?.0)).collect();
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            ["caption", "data", "picture", "policy", "script", "style", "title"]
        );
        assert!(!CSS.contains("{{") && !SCRIPT.contains("</script"));
    }
}
