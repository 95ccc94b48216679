//! The files of an index, read with ordinary reads.
//!
//! tantivy maps files into memory. When a mapped file is cut or its disk fails, the next access to the lost part ends the whole
//! process by a signal; an ordinary read gives an error, after which the index is built anew.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::footer::Footer;
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// Files up to this length, in bytes, are kept in memory while they are used: so small indexes need no open files.
const KEPT: u64 = 1 << 20;

/// The length, in bytes, of the parts in which a file is compared with its checksum.
const CHECKED_AT_ONCE: usize = 1 << 20;

/// A folder with the files of an index. Cheap to clone.
#[derive(Clone)]
pub(super) struct FileDirectory {
    /// Writes, locks and deletes files.
    files: MmapDirectory,
    folder: Arc<Path>,
    /// The files that are read at the moment. A file never changes under its name.
    opened: Arc<Mutex<HashMap<PathBuf, Weak<dyn FileHandle>>>>,
}

impl std::fmt::Debug for FileDirectory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("FileDirectory").field(&self.folder).finish()
    }
}

impl FileDirectory {
    /// A folder that exists.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        let files = MmapDirectory::open(folder)?;
        Ok(Self { files, folder: folder.into(), opened: Arc::default() })
    }

    /// Whether a file is as it was written. It is read in parts, since one may be larger than all that a server holds in
    /// memory.
    pub(super) fn has_its_checksum(&self, path: &Path) -> Result<bool, OpenReadError> {
        let failed = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        let (footer, content) = Footer::extract_footer(self.open_read(path)?).map_err(failed)?;
        let mut checksum = crc32fast::Hasher::new();
        for start in (0..content.len()).step_by(CHECKED_AT_ONCE) {
            let end = content.len().min(start + CHECKED_AT_ONCE);
            checksum.update(&content.read_bytes_slice(start..end).map_err(failed)?);
        }
        Ok(checksum.finalize() == footer.crc)
    }

    fn open_file(&self, path: &Path) -> io::Result<Arc<dyn FileHandle>> {
        let file = File::open(self.folder.join(path))?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        let file = OpenFile { length: metadata.len() as usize, file };
        if metadata.len() > KEPT {
            return Ok(Arc::new(file));
        }
        Ok(Arc::new(file.read_bytes(0..file.length)?))
    }
}

impl Directory for FileDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = opened.get(path).and_then(Weak::upgrade) {
            return Ok(file);
        }
        let file = self.open_file(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        opened.retain(|_, file| file.strong_count() > 0);
        opened.insert(path.to_owned(), Arc::downgrade(&file));
        Ok(file)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file that is read in parts. It stays readable after it was deleted, as a merge does with the segments that it replaces.
#[derive(Debug)]
struct OpenFile {
    file: File,
    length: usize,
}

impl HasLen for OpenFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for OpenFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is shorter than it was"));
        }
        let mut bytes = vec![0; range.len()];
        read_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_cut_gives_an_error_and_a_deleted_one_stays_readable() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("large");
        std::fs::write(&path, vec![7; KEPT as usize + 10]).expect("a file");
        let directory = FileDirectory::open(folder.path()).expect("the folder opens");
        let file = directory.get_file_handle(Path::new("large")).expect("the file opens");
        let end = KEPT as usize..KEPT as usize + 10;
        assert_eq!(file.read_bytes(end.clone()).expect("its end").as_slice(), [7; 10]);
        File::options().write(true).open(&path).and_then(|file| file.set_len(100)).expect("it is cut");
        assert!(file.read_bytes(end.clone()).is_err(), "an error, and no signal that ends the process");
        assert_eq!(file.read_bytes(0..5).expect("its beginning").len(), 5);
        std::fs::remove_file(&path).expect("it is deleted");
        assert_eq!(file.read_bytes(0..5).expect("its beginning").len(), 5);
        drop(file);
        let missing = directory.get_file_handle(Path::new("large"));
        assert!(matches!(missing, Err(OpenReadError::FileDoesNotExist(_))));
    }
}
