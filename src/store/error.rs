//! What stops a build or keeps a graph from being read: what, where, and how to mend it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub enum StoreError {
    /// The folder holds no graph.
    NoGraph { folder: PathBuf },
    /// Another build is at work in the folder; `owner` tells which, as far as it can be told.
    Locked { folder: PathBuf, owner: String },
    /// A later version of demarche built the graph.
    Format { path: PathBuf, found: u32, known: u32 },
    /// A file of the graph is gone or is not what the manifest says.
    Damaged { path: PathBuf, why: String },
    /// The disk did not do what was asked.
    Io { doing: &'static str, path: PathBuf, source: io::Error },
}

impl StoreError {
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }

    /// How to mend it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoGraph { .. } => "Build one first: demarche build",
            Self::Locked { .. } => "Wait until it has ended, or build into another folder with --graph.",
            Self::Format { .. } => "Update demarche, or remove the folder and build again.",
            Self::Damaged { .. } => {
                "Build again. If that does not mend it, remove the graph folder first: it is made of the documents only."
            }
            Self::Io { .. } => "The last good graph is as it was. Mend the cause and build again.",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGraph { folder } => write!(f, "{} holds no graph", folder.display()),
            Self::Locked { folder, owner } => {
                write!(f, "another build is at work in {}: {owner}", folder.display())
            }
            Self::Format { path, found, known } => {
                write!(f, "{} has format {found}; this version knows formats up to {known}", path.display())
            }
            Self::Damaged { path, why } => write!(f, "{} is damaged: {why}", path.display()),
            Self::Io { doing, path, source } => write!(f, "cannot {doing} {}: {source}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
