//! What a PDF file may ask of the computer, and what is taken out of it before it is read: pictures, and forms that show
//! themselves, which the reader would follow for ever.

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// All packed parts together may unpack to so many bytes.
pub(super) const LARGEST: u64 = 768 << 20;
/// Forms may show forms to this depth.
const DEEPEST: usize = 16;
/// So many forms may a page show, those that forms show among them.
const SHOWN: u64 = 20_000;

/// Whether the packed parts of a file unpack to no more than `left` bytes: a few can say a gigabyte.
pub(super) fn unpacks_within(bytes: &[u8], mut left: u64) -> bool {
    let mut buffer = vec![0; 1 << 16];
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(6).position(|part| part == b"stream") {
        let mut start = at + found + 6;
        at = start;
        start += bytes[start..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        // The first byte of packed data as programs pack it: anything else is no such part.
        if bytes.get(start).is_none_or(|byte| byte & 0x0F != 8) {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(&bytes[start..]);
        while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
            match left.checked_sub(read as u64) {
                Some(rest) => left = rest,
                None => return false,
            }
        }
        // What was taken for packed data cannot hold the next part's beginning.
        at = at.max(start + usize::try_from(unpacked.total_in()).unwrap_or(0).saturating_sub(4));
        at = at.min(bytes.len());
    }
    true
}

/// Takes out what holds no text or leads in circles.
pub(super) fn simplify(document: &mut Document) {
    // What resources name is shown as a form unless it is a picture, whatever it says of itself.
    let named: BTreeSet<ObjectId> =
        document.objects.values().filter_map(|object| resources(document, object)).flatten().collect();
    let mut forms: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    let mut pictures = Vec::new();
    for (&id, object) in &document.objects {
        let Ok(stream) = object.as_stream() else { continue };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => pictures.push(id),
            subtype if named.contains(&id) || matches!(subtype, Ok(b"Form")) => {
                forms.insert(id, resources(document, object).unwrap_or_else(|| vec![id]));
            }
            _ => {}
        }
    }
    for id in pictures {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.dict.remove(b"Filter");
            stream.set_content(Vec::new());
        }
    }
    // How many forms each form shows; those in circles, too deep or too many are emptied.
    let mut counts: BTreeMap<ObjectId, u64> = BTreeMap::new();
    let mut emptied = BTreeSet::new();
    for &form in forms.keys() {
        count(form, &forms, &mut counts, &mut Vec::new(), &mut emptied);
    }
    for id in emptied {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            // A form without resources of its own shows text with those of its page, and then no other forms.
            let own = stream.dict.get(b"Resources").is_ok();
            let shows = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            if own || shows.windows(2).any(|part| part == b"Do") {
                stream.dict.remove(b"Filter");
                stream.set_content(Vec::new());
            }
        }
    }
    // Pages take what they lack from the folders above; a folder that stands in itself is above nothing.
    let parents: BTreeMap<ObjectId, ObjectId> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, object.as_dict().ok()?.get(b"Parent").ok()?.as_reference().ok()?)))
        .collect();
    for &id in parents.keys() {
        let up = std::iter::successors(parents.get(&id), |at| parents.get(*at));
        if up.take(100).count() >= 100
            && let Some(Object::Dictionary(dictionary)) = document.objects.get_mut(&id)
        {
            dictionary.remove(b"Parent");
        }
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// The forms and pictures that the resources of a page or form name; nothing where it has no resources.
fn resources(document: &Document, object: &Object) -> Option<Vec<ObjectId>> {
    let own = object.as_stream().map(|stream| &stream.dict).or_else(|_| object.as_dict()).ok()?;
    let resources = dictionary(document, own.get(b"Resources").ok()?)?;
    let objects = resources.get(b"XObject").ok().and_then(|objects| dictionary(document, objects));
    let objects = objects.into_iter().flat_map(Dictionary::iter);
    Some(objects.filter_map(|(_, object)| document.dereference(object).ok()?.0).collect())
}

fn count(
    form: ObjectId,
    forms: &BTreeMap<ObjectId, Vec<ObjectId>>,
    counts: &mut BTreeMap<ObjectId, u64>,
    above: &mut Vec<ObjectId>,
    emptied: &mut BTreeSet<ObjectId>,
) -> u64 {
    if let Some(known) = counts.get(&form) {
        return *known;
    }
    if above.contains(&form) || above.len() > DEEPEST {
        emptied.insert(form);
        return 1;
    }
    above.push(form);
    let mut total: u64 = 1;
    for other in forms.get(&form).into_iter().flatten() {
        total = total.saturating_add(count(*other, forms, counts, above, emptied));
    }
    above.pop();
    if total > SHOWN {
        emptied.insert(form);
        total = 1;
    }
    counts.insert(form, total);
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn packed_parts_are_counted_together_and_other_parts_are_not() {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&[0; 100_000]).unwrap();
        let mut file = b"%PDF-1.4\n1 0 obj << /Length 120 >> stream\r\n".to_vec();
        file.extend(packed.finish().unwrap());
        file.extend_from_slice(b"\nendstream endobj 2 0 obj << >> stream\nBT (words) Tj ET\nendstream endobj");
        assert!(unpacks_within(&file, 100_000));
        assert!(!unpacks_within(&file, 99_999));
        let twice = [&file[..], &file[..]].concat();
        assert!(unpacks_within(&twice, 200_000));
        assert!(!unpacks_within(&twice, 199_999));
    }
}
