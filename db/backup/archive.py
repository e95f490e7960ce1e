"""The archive as a file: `manifest.json`, `tables/<name>.jsonl` with a row a line, and `files/…` as they lie there."""

import io
import json
import os
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.errors import SapaError

FORMAT = 1
MANIFEST, TABLES, FILES = "manifest.json", "tables", "files"
BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError, AttributeError)


class Unfit(SapaError):
    """A backup can't be made or taken back. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: the schema's revision and the rows per table."""

    revision: str
    tables: dict[str, int]


def pack(revision: str, counts: Mapping[str, int], tables: Path, files: Path, target: Path) -> None:
    """Write the archive beside its name, then give it that name; only its owner may read it."""
    partial = target.with_name(f".{target.name}.partial")
    manifest = json.dumps({"format": FORMAT, "revision": revision, "tables": dict(counts)}, indent=1).encode()
    try:
        partial.touch(mode=0o600)
        with tarfile.open(partial, "w:gz") as archive:
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(manifest)
            archive.addfile(head, io.BytesIO(manifest))
            for name in counts:
                archive.add(tables / f"{name}.jsonl", f"{TABLES}/{name}.jsonl", filter=_nobodys)
            for path in sorted(files.rglob("*")) if files.is_dir() else ():
                if path.is_file() and not path.is_symlink():
                    archive.add(path, f"{FILES}/{path.relative_to(files).as_posix()}", filter=_nobodys)
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except OSError as error:
        raise Unfit(f"The backup {target} can't be written ({error.strerror or error}).") from None
    finally:
        partial.unlink(missing_ok=True)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry that doesn't tell on which account it was made."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def unpack(source: Path, folder: Path) -> Manifest:
    """Lay the archive out in a folder. Raises Unfit for anything that is not one of ours, whole and safe."""
    if not source.is_file():
        raise Unfit(f"There is no backup {source}.")
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _check(member)
                archive.extract(member, folder, filter="data")
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise Unfit(f"{source.name} was written by another version of this program.")
        return Manifest(str(said["revision"]), dict(said["tables"]))
    except BROKEN:
        raise Unfit(f"{source.name} is not a complete backup of this program.") from None


def _check(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    known = member.name == MANIFEST or path.parts[:1] in ((TABLES,), (FILES,))
    if not member.isfile() or not known or ".." in path.parts:
        raise Unfit(f"The backup holds an entry that does not belong there ({member.name!r}); nothing was restored.")


def refuse_filled(files: Path) -> None:
    """Raises Unfit when the files folder holds anything; makes the folder above it."""
    if files.exists() and (not files.is_dir() or any(files.iterdir())):
        raise Unfit(f"The files folder {files} is not empty; restore into a new one.")
    files.parent.mkdir(parents=True, exist_ok=True)


def hand_over(unpacked: Path, files: Path) -> None:
    """Put the unpacked files where the service looks for them, all at once."""
    if unpacked.is_dir():
        unpacked.replace(files)
