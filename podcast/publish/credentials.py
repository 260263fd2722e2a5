"""The names of environment variables with credentials, whose values `redact` removes from texts."""

from __future__ import annotations

import os

SFTP_PASSWORD = "PODCAST_SFTP_PASSWORD"  # noqa: S105 -- the name of a variable
PODPING_TOKEN = "PODPING_TOKEN"  # noqa: S105 -- the name of a variable
_VARIABLES = (
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "GH_TOKEN",
    SFTP_PASSWORD, PODPING_TOKEN,
)  # fmt: skip


def redact(text: object) -> str:
    """Return a message of another program on one line, without credentials of the environment."""
    line = " ".join(str(text).split())
    for name in _VARIABLES:
        value = os.environ.get(name, "")
        if value:
            line = line.replace(value, "…")
    return line
