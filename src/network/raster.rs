//! Pictures as PNG and PDF, drawn from the SVG with the font that its labels were measured in; no font of the machine is used.

use super::font::{FAMILY, INTER_OTF};
use krilla::Document;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::fmt;

/// Why a picture was not made.
#[derive(Debug)]
pub enum PictureError {
    /// The SVG cannot be read.
    Svg(String),
    /// It has more pixels than can be drawn, or none.
    Size { width: u32, height: u32 },
    /// It cannot be written as PNG or PDF.
    Write(String),
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Svg(why) => write!(f, "the SVG cannot be read: {why}"),
            Self::Size { width, height } => write!(f, "a picture of {width} by {height} pixels cannot be drawn"),
            Self::Write(why) => write!(f, "the picture cannot be written: {why}"),
        }
    }
}

impl std::error::Error for PictureError {}

fn tree(svg: &str) -> Result<Tree, PictureError> {
    let mut options = Options { font_family: FAMILY.to_owned(), ..Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(INTER_OTF.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Tree::from_str(svg, &options).map_err(|error| PictureError::Svg(error.to_string()))
}

/// An SVG as PNG, `scale` pixels for each of its own.
///
/// # Errors
/// The SVG cannot be read, or the picture is too large.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    let size = tree.size();
    let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size { width, height })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureError::Write(error.to_string()))
}

/// An SVG as a PDF of one page, its text as text.
///
/// # Errors
/// The SVG cannot be read, or holds what PDF cannot.
pub fn pdf(svg: &str, title: &str) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    // A pixel of CSS is 3/4 of a point.
    let (width, height) = (tree.size().width() * 0.75, tree.size().height() * 0.75);
    let refused = || PictureError::Size { width: width as u32, height: height as u32 };
    let settings = PageSettings::from_wh(width, height).ok_or_else(refused)?;
    let mut document = Document::new();
    document.set_metadata(krilla::metadata::Metadata::new().title(title.to_owned()));
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let size = Size::from_wh(width, height).ok_or_else(refused)?;
    surface.draw_svg(&tree, size, SvgSettings::default()).ok_or_else(refused)?;
    surface.finish();
    page.finish();
    document.finish().map_err(|error| PictureError::Write(format!("{error:?}")))
}
