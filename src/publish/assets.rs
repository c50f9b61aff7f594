//! Styles and scripts of the site.

use super::{Page, PublishError, SitePath};
use std::path::Path;

/// The files in the binary: name, media type, text.
const SHIPPED: &[(&str, &str, &str)] = &[
    ("icon.svg", "image/svg+xml", include_str!("../../templates/assets/icon.svg")),
    ("site.css", "text/css; charset=utf-8", include_str!("../../templates/assets/site.css")),
    ("site.js", "text/javascript; charset=utf-8", include_str!("../../templates/assets/site.js")),
    ("workbench.js", "text/javascript; charset=utf-8", include_str!("../../templates/assets/workbench.js")),
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
