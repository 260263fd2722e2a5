"""The store for a folder of another machine, over SSH. Only this file imports paramiko and fsspec.

The store avoids these traps:
* fsspec's filesystem accepts every host key and reads no known_hosts: here an unknown key is
  refused.
* Neither library reads ~/.ssh/config, nor has a timeout after connecting: here the file is read,
  and the channel has a timeout.
* Two threads may not share a client: here each thread has its own client.
* `put` writes to the final name: here a file is sent under a temporary name, and posix-rename then
  replaces the old file in one step.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from podcast.errors import PublishError
from podcast.lib import installed
from podcast.lib.atomic import FILE_MODE, FOLDER_MODE
from podcast.publish.credentials import SFTP_PASSWORD, redact
from podcast.publish.plan import Headers
from podcast.publish.temporary import Temporary

CONNECT_SECONDS = 15.0
READ_SECONDS = 30.0
"""How long the server may be silent, in seconds."""


class SFTPStore:
    """A remote folder; keys come from the agent or ~/.ssh, a password from the environment."""

    parallel = 4
    in_one_step = False

    def __init__(self, address: str, guid: str) -> None:
        try:
            import fsspec.implementations.sftp  # noqa: F401 -- only to see whether it is installed
        except ImportError as error:
            raise PublishError(
                f"publishing to sftp:// needs paramiko; {installed.command('cloud')}"
            ) from error
        parts = urlsplit(address)
        if not parts.hostname:
            raise PublishError(f"{address}: names no host; write sftp://USER@HOST/PATH")
        self.place = address.rstrip("/")
        self._host, self._user, self._port = parts.hostname, parts.username, parts.port
        path = unquote(parts.path).rstrip("/")
        self._root = path.removeprefix("/~/") if path.startswith("/~/") else path or "."
        self._filesystems: list[Any] = []
        self._own = threading.local()
        self._temporary = Temporary(guid)
        self._turn = ""
        with self._as_publish_error():
            self._make_folder(self._root)

    def list(self) -> dict[str, int | None]:
        """Return the files with their sizes."""
        with self._as_publish_error():
            return {name: int(about.st_size) for name, about in self._below("", set())}

    def tidy(self) -> None:
        """Remove the incomplete files that killed runs of this show have left."""
        with self._as_publish_error():
            found = dict(self._below("", set()))
            turn = self._ftp.stat(self._turn).st_mtime if self._turn else 0
            for name, about in found.items():
                if self._temporary.is_leftover(name.rpartition("/")[2], turn - about.st_mtime):
                    with suppress(FileNotFoundError):
                        self._ftp.remove(self._path(name))

    def belongs_to(self, nonce: str) -> None:
        """Write unfinished files under the name of this process."""
        self._temporary.belongs_to(nonce)

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes."""
        with self._as_publish_error(name):
            try:
                return int(self._ftp.stat(self._path(name)).st_size)
            except FileNotFoundError:
                return None

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return bytes of a file."""
        with self._as_publish_error(name):
            try:
                with self._fs.open(self._path(name), "rb") as file:
                    file.seek(start)
                    return bytes(file.read() if length is None else file.read(length))
            except FileNotFoundError:
                return None

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Send a file under a temporary name and rename it."""
        path = self._path(name)
        folder = path.rpartition("/")[0]
        temporary = f"{folder}/{self._temporary.name(source.suffix)}"
        with self._as_publish_error(name):
            self._make_folder(folder)
            try:
                self._ftp.put(str(source), temporary)
                self._ftp.chmod(temporary, FILE_MODE)
                self._fs.mv(temporary, path)
            except OSError:
                with suppress(OSError, EOFError):
                    self._ftp.remove(temporary)
                raise

    def delete(self, name: str) -> None:
        """Remove a file, and its folder when the folder is empty."""
        path = self._path(name)
        with self._as_publish_error(name):
            with suppress(FileNotFoundError):
                self._ftp.remove(path)
            if "/" in name:
                with suppress(OSError):  # it is not empty, or does not exist any more
                    self._ftp.rmdir(path.rpartition("/")[0])

    def swap(self, name: str, source: Path, headers: Headers, old: bytes | None) -> bool:
        """Compare and write; another machine is kept out by the turn."""
        if self.read(name) != old:
            return False
        self.put(name, source, headers)
        return True

    def claim(self, name: str, content: bytes) -> bool:
        """Open a file that must not be there, which the server promises to one client alone."""
        path = self._path(name)
        with self._as_publish_error(name):
            try:
                file = self._ftp.open(path, "wx")
            except OSError:  # the protocol has no word for a file that is there
                if not self._exists(path):
                    raise
                return False
            with file:
                file.write(content)
        self._turn = path
        return True

    def renew_claim(self, name: str, old: bytes, new: bytes) -> bool:
        """Compare and write."""
        if self.read(name, 0, len(old) + 1) != old:
            return False
        with self._as_publish_error(name), self._written(new) as temporary:
            self._ftp.posix_rename(temporary, self._path(name))
        return True

    def take_claim_over(self, name: str, stale: bytes, content: bytes) -> bool:
        """Move the claim away, which one client alone can do, and write another one."""
        away = self._temporary.name()
        with self._as_publish_error(name):
            try:
                self._ftp.rename(self._path(name), self._path(away))
            except FileNotFoundError:
                return False
            try:
                if self.read(away, 0, len(stale) + 1) != stale:  # it is the new claim of another
                    with suppress(OSError):  # unless there is one, too
                        self._ftp.rename(self._path(away), self._path(name))
                    return False
            finally:
                with suppress(FileNotFoundError):
                    self._ftp.remove(self._path(away))
        return self.claim(name, content)

    def drop_claim(self, name: str, content: bytes) -> None:
        """Compare and remove."""
        if self.read(name, 0, len(content) + 1) == content:
            with self._as_publish_error(name), suppress(FileNotFoundError):
                self._ftp.remove(self._path(name))

    @contextmanager
    def _written(self, content: bytes) -> Iterator[str]:
        """Yield the path of a new file with this content, under a temporary name."""
        path = self._path(self._temporary.name())
        with self._ftp.open(path, "wx") as file:
            file.write(content)
        try:
            yield path
        except OSError:
            with suppress(OSError, EOFError):
                self._ftp.remove(path)
            raise

    def _exists(self, path: str) -> bool:
        with suppress(FileNotFoundError):
            self._ftp.stat(path)
            return True
        return False

    def finish(self) -> None:
        """Do nothing, as every file is visible already."""

    def close(self) -> None:
        """Close the connections of all threads."""
        for fs in self._filesystems:
            fs.client.close()

    @property
    def _fs(self) -> Any:
        """Return this thread's filesystem."""
        if not hasattr(self._own, "fs"):
            self._own.fs = _connect_to(self._host, self._port, self._user)
            self._filesystems.append(self._own.fs)
        return self._own.fs

    @property
    def _ftp(self) -> Any:
        return self._fs.ftp

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _make_folder(self, path: str) -> None:
        """Make a folder and those above it, even if another thread makes them at the same time."""
        with suppress(OSError):
            if stat.S_ISDIR(self._ftp.stat(path).st_mode):
                return
        above = path.rpartition("/")[0]
        if above:
            self._make_folder(above)
        try:
            self._ftp.mkdir(path)
            self._ftp.chmod(path, FOLDER_MODE)
        except OSError:
            if not stat.S_ISDIR(self._ftp.stat(path).st_mode):
                raise

    def _below(self, folder: str, seen: set[str]) -> Iterator[tuple[str, Any]]:
        """Yield the files below a folder; each folder once, also behind links.

        What may not be read is left out: it is of others.
        """
        path = self._path(folder).rstrip("/")
        real = self._ftp.normalize(path)
        if real in seen:
            return
        seen.add(real)
        try:
            entries = self._ftp.listdir_attr(path)
        except PermissionError:
            return
        for about in entries:
            name = f"{folder}{about.filename}"
            if stat.S_ISLNK(about.st_mode):
                with suppress(FileNotFoundError, PermissionError):  # a link may lead nowhere
                    about.st_mode, about.st_size = self._behind(name)
            if stat.S_ISDIR(about.st_mode):
                yield from self._below(f"{name}/", seen)
            elif stat.S_ISREG(about.st_mode):
                yield name, about

    def _behind(self, name: str) -> tuple[int, int]:
        """Return mode and size of what a link leads to."""
        status = self._ftp.stat(self._path(name))
        return int(status.st_mode), int(status.st_size)

    @contextmanager
    def _as_publish_error(self, name: str = "") -> Iterator[None]:
        from paramiko import AuthenticationException, BadHostKeyException, SSHException

        place = f"{self.place}/{name}" if name else self.place
        try:
            yield
        except BadHostKeyException as error:
            raise PublishError(
                f"{place}: the host's key is another one than ~/.ssh/known_hosts has; "
                "find out why before you change that file"
            ) from error
        except AuthenticationException as error:
            raise PublishError(
                f"{place}: refused the login; put a key into the SSH agent or ~/.ssh/config, "
                f"or set {SFTP_PASSWORD}"
            ) from error
        except (SSHException, EOFError) as error:
            raise PublishError(f"{place}: {_reason(error, self._host)}") from error
        except OSError as error:
            reason = redact(error.strerror or error) or "no answer in time"
            raise PublishError(
                f"{place}: {reason}; check address, room and rights there, and publish again"
            ) from error


def _reason(error: Exception, host: str) -> str:
    text = redact(error) or "the connection has ended"
    if "known_hosts" in text:
        return f"the host's key is not known; look at it with `ssh {host}` and accept it there"
    return f"{text}; publish again"


def _connect_to(host: str, port: int | None, user: str | None) -> Any:
    """Return a filesystem over a new connection to a host whose key is in known_hosts."""
    import paramiko
    from fsspec.implementations.sftp import SFTPFileSystem

    class Checked(SFTPFileSystem):  # type: ignore[misc]
        """fsspec's filesystem with another way to connect."""

        def _connect(self) -> None:
            settings = _settings(host)
            client = paramiko.SSHClient()
            client.load_system_host_keys()
            for path in settings.get("userknownhostsfile", "").split():
                with suppress(FileNotFoundError):
                    client.load_system_host_keys(str(Path(path).expanduser()))
            client.set_missing_host_key_policy(paramiko.RejectPolicy())
            client.connect(
                settings["hostname"],
                port=port or int(settings.get("port", 22)),
                username=user or settings.get("user"),
                password=os.environ.get(SFTP_PASSWORD) or None,
                key_filename=settings.get("identityfile"),
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
            )
            self.client, self.ftp = client, client.open_sftp()
            self.ftp.get_channel().settimeout(READ_SECONDS)

    return Checked(host, skip_instance_cache=True)


def _settings(host: str) -> Any:
    """Return the settings of ~/.ssh/config for a host.

    Raises SSHException for a host behind a jump host, which paramiko would ignore.
    """
    import paramiko

    path = Path.home() / ".ssh" / "config"
    config = paramiko.SSHConfig.from_path(str(path)) if path.is_file() else paramiko.SSHConfig()
    settings = config.lookup(host)
    for key in ("proxyjump", "proxycommand"):
        if settings.get(key, "none") != "none":
            raise paramiko.SSHException(
                f"{path} sends {host} through {key}, which is not done here"
            )
    return settings
