//! Where the pages of a site stand, on disk and over HTTP.
//!
//! | on disk | over HTTP |
//! |---|---|
//! | `index.html` | `/` |
//! | `network/index.html` | `/network` |
//! | `id/qatar/index.html` | `/id/qatar`, `/id/qatar.html` |
//! | `id/qatar/qatar.ttl` | `/id/qatar.ttl` |
//! | `assets/site.css` | `/assets/site.css` |

use std::fmt;

/// The collections of things that have IRIs of their own: each thing is a folder.
pub(super) const THINGS: &[&str] =
    &["doc", "id", "rec", "topic", "action", "ask", "cue", "rule", "date", "edge", "graph"];
/// The endings of data files beside a thing's page.
pub(super) const DATA: &[&str] = &["ttl", "jsonld", "nt", "rdf"];

/// Where a page stands in the site's folder: `id/qatar/index.html`. It never leads out of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// A path below the site's folder, `/` between its parts; none where it is absolute or could lead out.
    pub fn new(path: impl Into<String>) -> Option<Self> {
        let path = path.into();
        let fits = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
        path.split('/').all(fits).then_some(Self(path))
    }

    /// A path that the program itself makes.
    pub(super) fn ours(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What leads from this page to the site's folder: `../../`.
    pub(super) fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// With its charset where it is text.
    pub media_type: &'static str,
    pub body: Vec<u8>,
}

/// The path that a URL path means.
pub(super) fn find(url: &str) -> Option<SitePath> {
    let inside = url.trim_start_matches('/').trim_end_matches('/');
    if inside.is_empty() {
        return SitePath::new("index.html");
    }
    let first = inside.split('/').next().unwrap_or_default();
    let last = inside.rsplit('/').next().unwrap_or_default();
    if inside == ".well-known/void" {
        return SitePath::new("void.ttl");
    }
    let is_folder = THINGS.contains(&first) || matches!(first, "network" | "compare" | "query" | "ns");
    if !is_folder && last.contains('.') {
        return SitePath::new(inside);
    }
    let Some((folder, ending)) = inside.rsplit_once('.') else {
        return SitePath::new(format!("{inside}/index.html"));
    };
    match ending {
        _ if last == "index.html" => SitePath::new(inside),
        "html" => SitePath::new(format!("{folder}/index.html")),
        "ttl" | "jsonld" | "nt" | "rdf" | "csv" | "json" | "rq" | "trig" | "svg" | "txt" => {
            let name = folder.rsplit('/').next().unwrap_or_default();
            let parent = folder.rsplit('/').nth(1);
            match parent == Some(name) {
                true => SitePath::new(inside),
                false => SitePath::new(format!("{folder}/{name}.{ending}")),
            }
        }
        // A dot inside of an id.
        _ => SitePath::new(format!("{inside}/index.html")),
    }
}

/// The path of a thing's page, of its path below the base: `id/qatar` is `id/qatar/index.html`.
pub(super) fn page_of(thing: &str) -> SitePath {
    SitePath::ours(format!("{thing}/index.html"))
}

/// The path of a thing's data: `id/qatar` in Turtle is `id/qatar/qatar.ttl`.
pub(super) fn data_of(thing: &str, ending: &str) -> SitePath {
    let name = thing.rsplit('/').next().unwrap_or_default();
    SitePath::ours(format!("{thing}/{name}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_files_are_the_same_pages() {
        for (url, file) in [
            ("/", "index.html"),
            ("/network", "network/index.html"),
            ("/network/", "network/index.html"),
            ("/id/qatar", "id/qatar/index.html"),
            ("/id/qatar.html", "id/qatar/index.html"),
            ("/id/qatar/index.html", "id/qatar/index.html"),
            ("/id/qatar.ttl", "id/qatar/qatar.ttl"),
            ("/id/qatar/qatar.ttl", "id/qatar/qatar.ttl"),
            ("/doc/v1.2-final", "doc/v1.2-final/index.html"),
            ("/rec/night-buses/0a1b2c3d.nt", "rec/night-buses/0a1b2c3d/0a1b2c3d.nt"),
            ("/query/asked-to-do.csv", "query/asked-to-do/asked-to-do.csv"),
            ("/assets/site.css", "assets/site.css"),
            ("/sitemap.xml", "sitemap.xml"),
            ("/.well-known/void", "void.ttl"),
        ] {
            assert_eq!(find(url).unwrap().as_str(), file, "{url}");
        }
        for url in ["/../etc/passwd", "/id/../../x", "/id//x", "/id/a\\b", "/id/./x", "/c:/x"] {
            assert_eq!(find(url), None, "{url}");
        }
    }
}
