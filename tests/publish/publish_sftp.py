"""OpenSSH's server on loopback, with host and user keys of its own."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from publish_places import Place, folder_place

_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
MaxSessions 100
Subsystem sftp internal-sftp {options}
"""


class OpenSSH:
    """sshd; `home` holds the client's ~/.ssh, `www` is what is published into."""

    def __init__(self, folder: Path, sshd: str, keygen: str) -> None:
        folder.mkdir()
        self.folder, self.home, self.www = folder, folder / "home", folder / "www"
        self._sshd = sshd
        for name in ("host", "user", "other"):
            subprocess.run(
                [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True,
                timeout=60,
            )  # fmt: skip
        self.www.mkdir()
        (self.home / ".ssh").mkdir(parents=True)
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # where sshd, run by root, locks itself in
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self) -> Self:
        self.know("host")
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, options: str = "") -> None:
        """Start the server; `options` are those of its SFTP part."""
        path = self.folder / "config"
        text = _CONFIG.format(port=self.port, folder=self.folder, options=options)
        path.write_text(text, "utf-8")
        self.process = subprocess.Popen(
            [self._sshd, "-D", "-f", str(path), "-E", str(self.folder / "log")]
        )
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
                return
            assert self.process.poll() is None, (self.folder / "log").read_text("utf-8")
            time.sleep(0.05)
        pytest.fail("sshd does not listen")

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(60)

    def know(self, key: str) -> None:
        """Write the host into known_hosts, with this key."""
        public = (self.folder / f"{key}.pub").read_text("utf-8")
        ssh = self.home / ".ssh"
        (ssh / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}", "utf-8")
        (ssh / "config").write_text(
            f"Host pod\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {self.folder / 'user'}\n",
            "utf-8",
        )


def sftp_place(server: OpenSSH, patch: pytest.MonkeyPatch) -> Place:
    """Return a folder behind the server, read where it lies."""
    patch.setenv("HOME", str(server.home))
    patch.delenv("SSH_AUTH_SOCK", raising=False)
    seen = folder_place(server.www / "pod")
    return Place(f"to: sftp://pod{server.www}/pod", seen.get, seen.names, seen.spoil)
