//! Which of the formats that there are a client wants: `Accept` with its q-values, as RFC 9110 §12.5.1 has it.

/// The place in `offered` of the media type that `accept` likes best; the earlier of two that it likes alike. None where it
/// accepts none of them. A client that sends no `Accept` gets the first.
///
/// `text/turtle;q=0.9, */*;q=0.1` prefers Turtle to all else, whatever stands first in `offered`.
pub(super) fn choose(accept: Option<&str>, offered: &[&[&str]]) -> Option<usize> {
    let ranges: Vec<Range> = accept.unwrap_or_default().split(',').filter_map(Range::parse).collect();
    if ranges.is_empty() {
        return (!offered.is_empty()).then_some(0);
    }
    let mut best: Option<(u16, usize)> = None;
    for (at, types) in offered.iter().enumerate() {
        let quality = types.iter().map(|offered| quality(&ranges, offered)).max().unwrap_or(0);
        if quality > best.map_or(0, |(best, _)| best) {
            best = Some((quality, at));
        }
    }
    best.map(|(_, at)| at)
}

/// How much a media type is liked, in thousandths: the most specific range that covers it counts.
fn quality(ranges: &[Range], media_type: &str) -> u16 {
    let covering = ranges.iter().filter_map(|range| Some((range.specificity(media_type)?, range.quality)));
    covering.max_by_key(|(specificity, _)| *specificity).map_or(0, |(_, quality)| quality)
}

/// One item of `Accept`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(item: &'a str) -> Option<Self> {
        let mut parts = item.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let weight = parts.find_map(|parameter| parameter.strip_prefix("q=").or(parameter.strip_prefix("Q=")));
        let quality = weight.map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok())?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        let quality = (quality.clamp(0.0, 1.0) * 1000.0).round() as u16;
        Some(Self { kind: kind.trim(), subtype: subtype.trim(), quality })
    }

    /// 2 for the very type, 1 for `text/*`, 0 for `*/*`; none where it does not cover it.
    fn specificity(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(1),
            (own, sub) if own.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn the_client_decides() {
        let offered: [&[&str]; 3] = [&["text/html"], &["text/turtle"], &["application/ld+json", "application/json"]];
        for (accept, chosen) in [
            (None, Some(0)),
            (Some(""), Some(0)),
            (Some("*/*"), Some(0)),
            (Some("text/turtle"), Some(1)),
            (Some("TEXT/Turtle"), Some(1)),
            (Some("application/json"), Some(2)),
            (Some("text/turtle;q=0.3, application/ld+json;q=0.8"), Some(2)),
            (Some("text/*;q=0.5, text/turtle"), Some(1)),
            (Some("*/*;q=0.1, text/turtle;q=0.0"), Some(0)),
            (Some("text/html;q=0, */*"), Some(1)),
            // What a browser sends.
            (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some(0)),
            (Some("image/png"), None),
            (Some("text/turtle;q=0"), None),
        ] {
            assert_eq!(choose(accept, &offered), chosen, "{accept:?}");
        }
        assert_eq!(choose(None, &[]), None);
    }
}
