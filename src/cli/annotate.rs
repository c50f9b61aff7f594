pub(super) fn text(_: &crate::document::Document, _: &crate::extract::Extraction, _: bool) -> String { String::new() }
