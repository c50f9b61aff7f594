//! One build at a time in a folder: a lock of the operating system, so that it ends with its process however that ends,
//! and in the file the name of who holds it.

use super::StoreError;
use super::files::LOCK;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Held until it is dropped. The file stays, and is no obstacle.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    pub fn acquire(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(LOCK);
        let io = |error| StoreError::io("lock", &path)(error);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                // Windows lets nobody read a locked file; then the owner stays unnamed.
                let read = file.read_to_string(&mut owner);
                let owner = owner.trim();
                let owner = if read.is_err() || owner.is_empty() { "its owner cannot be told" } else { owner };
                return Err(StoreError::Locked { folder: folder.to_owned(), owner: owner.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        file.set_len(0).and_then(|()| file.rewind()).map_err(io)?;
        writeln!(file, "{}", owner()).map_err(io)?;
        Ok(Self(file))
    }
}

/// "process 4711 on archive-2 since 2026-11-22T09:30:00Z".
fn owner() -> String {
    let since = jiff::Timestamp::now();
    format!("process {} on {} since {since:.0}", std::process::id(), host())
}

fn host() -> String {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = kernel.or_else(|| std::env::var("HOSTNAME").ok()).or_else(|| std::env::var("COMPUTERNAME").ok());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or("this machine".to_owned())
}
