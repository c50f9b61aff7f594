//! Styles and scripts of the site.

use super::{Page, PublishError, SitePath};
use serde::Serialize;
use std::path::Path;

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
pub(super) const CSS: &str = "text/css; charset=utf-8";

/// The files in the binary: name, media type, text.
const SHIPPED: &[(&str, &str, &str)] = &[
    ("icon.svg", "image/svg+xml", include_str!("../../templates/assets/icon.svg")),
    ("network.js", JAVASCRIPT, include_str!("../../templates/assets/network.js")),
    ("site.css", CSS, include_str!("../../templates/assets/site.css")),
    ("site.js", JAVASCRIPT, include_str!("../../templates/assets/site.js")),
    ("views.js", JAVASCRIPT, include_str!("../../templates/assets/views.js")),
    ("workbench.js", JAVASCRIPT, include_str!("../../templates/assets/workbench.js")),
];

pub(super) fn paths() -> impl Iterator<Item = SitePath> {
    SHIPPED.iter().map(|(name, _, _)| SitePath::ours(format!("assets/{name}")))
}

/// The asset of a name; a file of the user's folder takes the place of a shipped one.
pub(super) fn page(name: &str, folder: Option<&Path>) -> Result<Option<Page>, PublishError> {
    let Some((name, media_type, text)) = SHIPPED.iter().find(|(known, _, _)| *known == name) else { return Ok(None) };
    let own = folder.map(|folder| folder.join("assets").join(name)).filter(|path| path.is_file());
    let body = match own {
        Some(path) => std::fs::read(&path).map_err(PublishError::io(format!("cannot read {}", path.display())))?,
        None => text.as_bytes().to_vec(),
    };
    Ok(Some(Page { media_type, body }))
}

/// Data as a script that a page can load from a folder, where it may not fetch: `window.name = …`.
pub(super) fn script(name: &str, data: &impl Serialize) -> Page {
    // Line separators are line ends to old scripts, and a script never holds a tag.
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned());
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Page { media_type: JAVASCRIPT, body: format!("window.{name} = {json};\n").into_bytes() }
}
