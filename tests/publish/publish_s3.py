"""moto's S3 as a real HTTP server on loopback, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx
import pytest
from publish_places import Place

_SERVER = """
import sys
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
app = DomainDispatcherApplication(create_backend_app)
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""
SECRET = "wJalrXUtnFEMI/planted/bPxRfiCYEXAMPLEKEY"  # noqa: S105 -- planted, to be looked for
_ACCESS = "AKIAPLANTED0EXAMPLE7"


class Moto:
    """The server; `address` is its endpoint."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "log"

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", _SERVER], stdout=subprocess.PIPE, stderr=log
            )
        assert self._process.stdout
        port = self._process.stdout.readline().decode().strip()
        assert port, self._log.read_text("utf-8", "replace")
        self.address = f"http://127.0.0.1:{port}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def bucket(self) -> str:
        """Make a new bucket that everybody may read."""
        name = f"pod-{uuid4().hex[:12]}"
        client = self.client()
        client.create_bucket(Bucket=name, ACL="public-read")
        client.close()
        return name

    def client(self) -> Any:
        """Return boto3's client, which is not the one under test."""
        import boto3

        return boto3.client(
            "s3", endpoint_url=self.address, aws_access_key_id=_ACCESS,
            aws_secret_access_key=SECRET, region_name="us-east-1",
        )  # fmt: skip


def credentials(patch: pytest.MonkeyPatch) -> None:
    """Put keys into the environment, as a person does, and keep the machine's own out."""
    patch.setenv("AWS_ACCESS_KEY_ID", _ACCESS)
    patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    patch.setenv("AWS_CONFIG_FILE", "/dev/null")
    patch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def s3_place(server: Moto, patch: pytest.MonkeyPatch) -> Place:
    """Return a new bucket, read by plain HTTP."""
    credentials(patch)
    bucket = server.bucket()
    web = httpx.Client(base_url=f"{server.address}/{bucket}/pod/", trust_env=False, timeout=60)

    def get(name: str) -> bytes | None:
        answer = web.get(name)
        assert answer.status_code in {200, 404}, answer.text
        return answer.content if answer.status_code == 200 else None

    def names() -> set[str]:
        client = server.client()
        found = client.list_objects_v2(Bucket=bucket, Prefix="pod/").get("Contents", [])
        client.close()
        return {each["Key"].removeprefix("pod/") for each in found}

    def spoil(name: str, data: bytes) -> None:
        client = server.client()
        client.put_object(Bucket=bucket, Key=f"pod/{name}", Body=data)
        client.close()

    return Place(f"to: s3://{bucket}/pod, endpoint: {server.address}", get, names, spoil)


def wait_until(happens: Any, seconds: float = 30.0) -> None:
    """Wait for something that a server does in its own time."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)
