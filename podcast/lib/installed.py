"""How this program was installed, and how pip installs the same program again, here or elsewhere.

What pip wrote down when it installed (PEP 610, `direct_url.json`) says whether it came from an
index, from a git address, from a wheel or from a folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shlex
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import url2pathname

from podcast.errors import ConfigError
from podcast.lib import checkout
from podcast.lib.atomic import replacing

NAME = "digestcast"

_PACKAGE = Path(__file__).parents[1]
_FROM_ANYWHERE = ("https://", "http://", "git+https://", "git+http://", "git+ssh://", "git+git://")
"""The addresses that other machines can reach."""
_PUBLIC_HOSTS = ("github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org")
"""Hosts at which `git@HOST:PATH` is `https://HOST/PATH` for those who have no key there."""
_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest time of a zip file, given to every file, so that the same program is the same
wheel."""
_WHEEL = "Wheel-Version: 1.0\nGenerator: digestcast\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True, slots=True)
class Source:
    """Where this program was installed from."""

    version: str
    address: str = ""
    """A git address with revision (`git+https://…@…`) or the address of a wheel; empty for an
    index."""
    folder: Path | None = None
    """The folder that it was installed from."""
    wheel: Path | None = None
    """The wheel on this machine that it was installed from."""

    @property
    def local(self) -> bool:
        """Tell whether other machines cannot install it from where it came."""
        if self.address:
            return not self.address.startswith(_FROM_ANYWHERE)
        return self.folder is not None or self.wheel is not None

    def requirement(self, extra: str = "") -> str:
        """Return what pip is asked for elsewhere; only for a source that is not `local`."""
        name = f"{NAME}[{extra}]" if extra else NAME
        return f"{name} @ {self.address}" if self.address else f"{name}=={self.version}"


def source(package: Distribution | None = None) -> Source:
    """Return where this program was installed from, or where `package` was.

    A program that runs from a folder without being installed counts as installed from there.
    """
    packages = [package] if package else list(distributions(name=NAME))
    for each in packages:
        told = each.read_text("direct_url.json")
        if told is not None:
            return _of_record(each.version, json.loads(told))
    # metadata that lie in a checkout (egg-info) do not say how it was installed
    if not packages or (package is None and (_PACKAGE.parent / "pyproject.toml").is_file()):
        return _of_folder(_version(), _PACKAGE.parent)
    return Source(packages[0].version)


def command(extra: str) -> str:
    """Return the command that adds an optional part, such as `cloud`, to this installation."""
    here = source()
    if here.folder is not None and (here.folder / "pyproject.toml").is_file():
        wanted = [f"{here.folder}[{extra}]"]
    elif here.wheel is not None and here.wheel.is_file():
        wanted = [f"{here.wheel}[{extra}]"]
    elif here.local and not here.address:  # its folder or wheel is gone: the extra's packages
        wanted = list(_needed_for(extra))
    else:
        wanted = [here.requirement(extra)]
    return f"pip install {' '.join(_quoted(each) for each in wanted)}"


def wheel_beside(folder: Path) -> Path | None:
    """Return the newest wheel of this program in a folder, or None."""
    wheels = sorted(folder.glob(f"{NAME}-*.whl"), key=lambda path: (path.stat().st_mtime, path))
    return wheels[-1] if wheels else None


def wheel_name() -> str:
    """Return the file name of a wheel of this program."""
    here = source()
    return here.wheel.name if here.wheel else f"{NAME}-{here.version}-py3-none-any.whl"


def write_wheel(folder: Path) -> Path:
    """Write this program into a folder as a wheel, the one that it came from if it is there.

    Raises ConfigError when it runs without being installed, as it then knows no requirements.
    """
    path, origin = folder / wheel_name(), source().wheel
    if origin is not None and origin.is_file():
        with replacing(path) as temporary:
            temporary.write_bytes(origin.read_bytes())
        return path
    try:
        package = distribution(NAME)
    except PackageNotFoundError as error:
        raise ConfigError(
            f"{_PACKAGE.parent}: runs without being installed; install it with "
            f"`pip install {_quoted(str(_PACKAGE.parent))}`"
        ) from error
    with replacing(path) as temporary:
        _pack(temporary, package)
    return path


def _version() -> str:
    from podcast import __version__

    return __version__


def _of_record(version: str, record: dict[str, dict[str, str]]) -> Source:
    """Return the source that a `direct_url.json` tells of (PEP 610)."""
    url = _without_secrets(str(record["url"]))
    below = str(record.get("subdirectory") or "")
    if "vcs_info" in record:
        told = record["vcs_info"]
        address = f"{told['vcs']}+{url}@{told['commit_id']}"
        return Source(version, _with_folder(address, below))
    path = _local_path(url)
    if path is None:
        return Source(version, _with_folder(url, below))
    if "dir_info" not in record:
        return Source(version, wheel=path)
    # an editable folder may since have been moved with its code: what runs is what counts
    return _of_folder(version, _PACKAGE.parent if record["dir_info"].get("editable") else path)


def _of_folder(version: str, folder: Path) -> Source:
    origin = checkout.origin(folder) if folder.is_dir() else None
    if origin is None:
        return Source(version, folder=folder)
    address = f"git+{_as_url(origin.url)}@{origin.commit}"
    return Source(version, _with_folder(address, origin.below), folder)


def _as_url(remote: str) -> str:
    """Return a git remote as an address that pip accepts, without passwords.

    `git@HOST:PATH` is git's short form of `ssh://git@HOST/PATH` (git-clone(1), GIT URLS).
    """
    if "://" not in remote:
        host, colon, path = remote.partition(":")
        if not colon or "/" in host:
            return Path(remote).absolute().as_uri()
        remote = f"ssh://{host}/{path.lstrip('/')}"
    parts = urlsplit(remote)
    if parts.scheme == "ssh" and parts.hostname in _PUBLIC_HOSTS:
        return f"https://{parts.hostname}{parts.path}"
    return _without_secrets(remote)


def _without_secrets(url: str) -> str:
    """Return an address without a user's name and password; ssh needs its user."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.scheme.endswith("ssh") and parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}{host}"))


def _with_folder(address: str, below: str) -> str:
    return f"{address}#subdirectory={below}" if below else address


def _local_path(url: str) -> Path | None:
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    return Path(url2pathname(unquote(parts.path) if "%" in parts.path else parts.path))


def _quoted(word: str) -> str:
    """Return a word quoted for the shell that the person is likely to have."""
    return f'"{word}"' if sys.platform == "win32" else shlex.quote(word)


def _needed_for(extra: str) -> Iterator[str]:
    for each in distribution(NAME).requires or ():
        requirement, _, marker = each.partition(";")
        if marker.strip().replace("'", '"') == f'extra == "{extra}"':
            yield requirement.strip()


def _pack(path: Path, package: Distribution) -> None:
    """Write the package, and what its installation knows of it, as a wheel (PEP 427)."""
    info = f"{NAME}-{package.version}.dist-info"
    # the metadata of a checkout have the older name
    about = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    texts = {
        f"{info}/METADATA": about,
        f"{info}/WHEEL": _WHEEL,
        f"{info}/entry_points.txt": package.read_text("entry_points.txt") or "",
        f"{info}/top_level.txt": f"{_PACKAGE.name}\n",
    }
    names = sorted(
        each for each in _PACKAGE.rglob("*") if each.is_file() and "__pycache__" not in each.parts
    )
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            *((each.relative_to(_PACKAGE.parent).as_posix(), each.read_bytes()) for each in names),
            *((name, text.encode()) for name, text in texts.items()),
        ):
            archive.writestr(_entry(name), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
            record.append(f"{name},sha256={digest.decode()},{len(data)}\n")
        record.append(f"{info}/RECORD,,\n")
        archive.writestr(_entry(f"{info}/RECORD"), "".join(record))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
