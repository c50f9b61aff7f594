//! The files of a graph folder: their names, and writing them so that none is ever half there under its name.

use super::{FileEntry, Manifest, StoreError};
use oxigraph::model::Quad;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const LOCK: &str = "build.lock";
pub(super) const RUNS: &str = "runs.nq";

/// The folders of the files that a manifest names.
pub(super) const FOLDERS: [&str; 5] = ["documents", "graphs", "mentions", "summaries", "texts"];

/// How many hexadecimal digits of the hash stand in a name; the manifest holds all 64.
const DIGITS: usize = 16;
/// How many bytes of an id stand in a name: the file systems end at 255.
const STEM: usize = 120;
/// What a file is called until it is whole.
const UNFINISHED: &str = ".unfinished";

/// Whether the disk itself must have the file before the call returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sync {
    Yes,
    No,
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Quads as N-Quads, in the order given.
pub(super) fn nquads(quads: &[Quad]) -> Vec<u8> {
    let mut lines = String::with_capacity(quads.len() * 200);
    for quad in quads {
        let _ = writeln!(lines, "{quad} .");
    }
    lines.into_bytes()
}

/// Writes a file under a name made of `stem` and its content, or leaves it where it already is.
pub(super) fn store(
    folder: &Path,
    kind: &str,
    stem: &str,
    extension: &str,
    bytes: &[u8],
    quads: usize,
) -> Result<FileEntry, StoreError> {
    let sha256 = sha256(bytes);
    let name = match stem {
        "" => format!("{sha256}.{extension}"),
        stem => format!("{}.{}.{extension}", safe(stem), &sha256[..DIGITS]),
    };
    let file = FileEntry { path: format!("{kind}/{name}"), sha256, bytes: bytes.len() as u64, quads };
    if !is_there(folder, &file) {
        // Not forced onto the disk one by one: every file is held against its hash when it is read.
        replace(&folder.join(kind).join(name), bytes, Sync::No)?;
    }
    Ok(file)
}

/// Puts a file in the place of another, or of none, at once.
pub(super) fn replace(path: &Path, bytes: &[u8], sync: Sync) -> Result<(), StoreError> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let unfinished = Path::new(&unfinished);
    let written = File::create(unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        if sync == Sync::Yes { file.sync_all() } else { Ok(()) }
    });
    let renamed = written.and_then(|()| fs::rename(unfinished, path));
    if let Err(error) = renamed {
        let _ = fs::remove_file(unfinished);
        return Err(StoreError::io("write", path)(error));
    }
    if let (Sync::Yes, Some(folder)) = (sync, path.parent()) {
        // The rename is on the disk once its folder is; not every system can tell, and none needs it to be true.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// Whether a file is there at its full length.
pub(super) fn is_there(folder: &Path, file: &FileEntry) -> bool {
    fs::metadata(folder.join(&file.path)).is_ok_and(|found| found.is_file() && found.len() == file.bytes)
}

/// The bytes of a file, held against their hash.
pub(super) fn read(folder: &Path, file: &FileEntry) -> Result<Vec<u8>, StoreError> {
    let path = folder.join(&file.path);
    let Some(bytes) = read_if_there(&path)? else {
        return Err(StoreError::Damaged { path, why: "the file is gone".to_owned() });
    };
    if sha256(&bytes) != file.sha256 {
        return Err(StoreError::Damaged { path, why: "it is not what was written".to_owned() });
    }
    Ok(bytes)
}

pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// Removes what earlier builds left and the manifest does not name. Files that no build can have made stay.
pub(super) fn sweep(folder: &Path, manifest: Option<&Manifest>) {
    let named: HashSet<&str> = manifest.into_iter().flat_map(Manifest::files).map(|file| file.path.as_str()).collect();
    for kind in FOLDERS {
        let Ok(files) = fs::read_dir(folder.join(kind)) else { continue };
        for file in files.flatten() {
            let name = file.file_name();
            let Some(name) = name.to_str() else { continue };
            if is_ours(name) && !named.contains(format!("{kind}/{name}").as_str()) {
                // What cannot be removed now is removed another time.
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// Whether a build can have given a file this name: a hash before the extension.
fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix(UNFINISHED).unwrap_or(name);
    let Some((stem, "nq" | "json" | "txt")) = name.rsplit_once('.') else { return false };
    let hash = stem.rsplit('.').next().unwrap_or_default();
    matches!(hash.len(), DIGITS | 64) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// An id as a part of a file name, fit for every file system: it can lead nowhere else.
fn safe(id: &str) -> String {
    let mut name = String::new();
    for (at, byte) in id.bytes().enumerate() {
        if name.len() + 3 > STEM {
            break;
        }
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || (byte == b'.' && at > 0) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_its_folder() {
        assert_eq!(safe("night-buses"), "night-buses");
        assert_eq!(safe("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd");
        assert_eq!(safe("C:\\nul\0é"), "C%3A%5Cnul%00%C3%A9");
        assert!(safe(&"a".repeat(500)).len() <= STEM && safe(&"/".repeat(500)).len() <= STEM);
    }

    #[test]
    fn only_what_a_build_made_is_swept() {
        assert!(is_ours("night-buses.0123456789abcdef.nq"));
        assert!(is_ours("night-buses.0123456789abcdef.nq.unfinished"));
        assert!(is_ours(&format!("{}.txt", "ab".repeat(32))));
        for theirs in ["notes.txt", "thesis.nq", "0123456789abcdef.doc", "a.b.json", ""] {
            assert!(!is_ours(theirs), "{theirs}");
        }
    }
}
