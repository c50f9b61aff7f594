//! The signs of a page, each with its place, as the page shows them one after the other.

use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, Transform};

/// A sign (or ligature) on a page. Lengths are points; y grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub x: f64,
    /// Its base line.
    pub y: f64,
    /// How far the next one stands behind it.
    pub advance: f64,
    pub size: f64,
    pub text: String,
}

/// No page that people read holds more signs.
const MOST: usize = 200_000;

/// The signs of one page in the order in which the page shows them.
#[derive(Default)]
pub(super) struct Glyphs {
    pub all: Vec<Glyph>,
    pub height: f64,
    left: f64,
    top: f64,
}

impl OutputDev for Glyphs {
    fn begin_page(&mut self, _: u32, page: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        (self.height, self.left, self.top) = (page.ury - page.lly, page.llx, page.ury);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        sign: &str,
    ) -> Result<(), OutputError> {
        let (along, up) = (place.m11.hypot(place.m12), place.m21.hypot(place.m22));
        let size = up * font_size.abs();
        let advance = (width * font_size.abs() + spacing) * along;
        let (x, y) = (place.m31 - self.left, self.top - place.m32);
        // Text that runs upwards at a page's edge or across it is no part of what is read.
        let upright = place.m12.abs() < place.m11.abs() * 0.2 && place.m11 > 0.0;
        let sound = [x, y, size, advance].iter().all(|number| number.is_finite() && number.abs() < 1e6);
        if upright && sound && size > 0.5 && self.all.len() < MOST {
            self.all.push(Glyph { x, y, advance: advance.max(0.0), size, text: letters(sign) });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }
}

/// A sign as people type it: ligatures apart, bullets of symbol fonts as bullets.
fn letters(sign: &str) -> String {
    let mut text = String::new();
    for sign in sign.chars() {
        match sign {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            '\u{F0B7}' | '\u{F0A7}' | '\u{F06E}' | '\u{2219}' => text.push('•'),
            // Soft hyphens at the end of a line are shown there.
            '\u{AD}' => text.push('-'),
            sign => text.push(sign),
        }
    }
    text
}
