//! Where data goes: standard output, or a file that is there whole or not at all.

use super::console;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

pub(super) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// Something that is no file, such as `/dev/stderr` or a named pipe.
    Device(BufWriter<File>),
    /// It takes the place of the file of that name once it is whole.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Sink {
    /// A file; standard output where none is named, and for `-`.
    pub fn open(file: Option<&Path>) -> Result<Self> {
        let Some(path) = file.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        let cannot = || format!("cannot write {}", path.display());
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            return Ok(Self::Device(BufWriter::new(File::create(path).with_context(cannot)?)));
        }
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file's: all that the user's mask allows.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.prefix(".demarche-").tempfile_in(folder).with_context(cannot)?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// Whether what is written may have colours.
    pub fn has_colour(&self) -> bool {
        matches!(self, Self::Stdout(_)) && console::stdout_has_colour()
    }

    /// Ends the writing: only now the file stands under its name.
    pub fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::Device(mut out) => out.flush()?,
            Self::File(out, path) => {
                let cannot = || format!("cannot write {}", path.display());
                let file = out.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot)?;
                file.persist(&path).map_err(|error| error.error).with_context(cannot)?;
            }
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}
