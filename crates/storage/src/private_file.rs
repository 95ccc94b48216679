//! Whether other users of the machine can reach a file of the program.

use std::path::Path;

/// Whether others can read or write a file: it lets them, and so does its folder. What can't be found out counts as open. On
/// Windows the rights of the folder count, and nothing is checked.
#[cfg(unix)]
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let has = |path: &Path, bits: u32| {
        std::fs::metadata(path).map_or(true, |metadata| metadata.permissions().mode() & bits != 0)
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    has(path, 0o066) && has(folder, 0o011)
}

/// Whether others can read or write a file; never on this system.
#[cfg(not(unix))]
pub fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_open_when_it_and_its_folder_let_others_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        fs::write(&file, "x").expect("written");
        let set = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights");
        for (of_file, of_folder, is_open) in [
            (0o644, 0o755, true),
            (0o640, 0o750, true),
            (0o622, 0o711, true),
            (0o644, 0o700, false),
            (0o600, 0o755, false),
        ] {
            set(&file, of_file);
            set(folder.path(), of_folder);
            assert_eq!(is_open_to_others(&file), is_open, "{of_file:o} in {of_folder:o}");
        }
        assert!(is_open_to_others(&folder.path().join("absent").join("secret")));
    }
}
