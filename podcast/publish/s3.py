"""The store for a bucket of Amazon S3 or of a compatible service. Only this file imports s3fs.

The store avoids these traps:
* s3fs caches listings and instances. Here both caches are off.
* The retries of s3fs multiply with those of botocore, so that a silent endpoint is asked 25 times.
  Here only botocore retries.
* `put_file` of s3fs reads files into memory, and a killed upload in parts stays in the bucket,
  unseen and paid for. Here each file is sent in one streaming request, up to 5 GB, with an MD5 for
  the service to compare.
* s3fs reads whole files in parts, which may be of two versions. Here a file is read in one request.
* Not every service knows `If-Match` and `If-None-Match`: some ignore them, some refuse them. Here a
  claim is tried twice: a service that lets the second one through ignores them, and what it has is
  read back after a pause.
* botocore adds checksums that other services refuse. Here it adds only the required checksums.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from podcast.errors import PublishError
from podcast.lib import installed
from podcast.publish.credentials import redact
from podcast.publish.plan import Headers

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
TRIES = 3
"""The most tries of one request; after an error of the server or network it is repeated, with
growing pauses."""
SETTLING_SECONDS = 2.0
"""How long a claim is left alone before it is read back, where the service ignores conditions."""
_NOT_NOW = {"PreconditionFailed", "412", "ConditionalRequestConflict", "409"}
"""The codes of a request whose condition does not hold (Amazon S3, conditional writes)."""
_UNKNOWN_CONDITION = {"NotImplemented", "501", "InvalidArgument"}
_CLAIM = Headers("application/json", "no-store")
_VIRTUAL = (".aliyuncs.com",)
"""The ends of the host names of services that accept the bucket only as a part of the host name
(Alibaba Cloud OSS)."""


class S3Store:
    """A bucket and a prefix; keys come from the environment or ~/.aws, as with all AWS tools."""

    parallel = 4
    in_one_step = False

    def __init__(self, address: str, endpoint: str | None, region: str | None) -> None:
        try:
            import s3fs
        except ImportError as error:
            raise PublishError(
                f"publishing to s3:// needs s3fs; {installed.command('cloud')}"
            ) from error
        self.place = address
        parts = urlsplit(address)
        self._bucket, prefix = parts.netloc, parts.path.strip("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._endpoint = endpoint
        with self._as_publish_error():
            self._fs: Any = s3fs.S3FileSystem(
                endpoint_url=endpoint or None,
                client_kwargs={"region_name": region} if region else {},
                config_kwargs=_settings(endpoint),
                use_listings_cache=False,
                skip_instance_cache=True,
            )
        self._fs.retries = self._fs.max_concurrency = 1

    def list(self) -> dict[str, int | None]:
        """Return the objects below the prefix with their sizes."""
        with self._as_publish_error():
            objects = self._fs.find(f"{self._bucket}/{self._prefix}", detail=True)
        start = len(f"{self._bucket}/{self._prefix}")
        return {path[start:]: about["size"] for path, about in objects.items()}

    def size(self, name: str) -> int | None:
        """Return the size of an object in bytes.

        The request is HEAD, as `info` of s3fs would also accept a prefix of names.
        """
        with self._as_publish_error(name):
            try:
                return int(self._call("head_object", Key=self._prefix + name)["ContentLength"])
            except FileNotFoundError:
                return None

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return bytes of an object, with a range request for a part of it."""
        end = None if length is None else start + length
        with self._as_publish_error(name):
            try:
                data = self._fs.cat_file(self._path(name), start=start or None, end=end)
            except FileNotFoundError as error:
                if "bucket" in str(error).lower():
                    raise
                return None
            return bytes(data)

    def tidy(self) -> None:
        """Do nothing, as an object is there whole or not at all."""

    def belongs_to(self, nonce: str) -> None:
        """Do nothing, as there are no unfinished objects."""

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Send a file in one request; the service refuses it when its MD5 is wrong."""
        self._send(name, source, headers)

    def _send(self, name: str, source: Path, headers: Headers, **condition: str) -> None:
        with self._as_publish_error(name), source.open("rb") as file:
            digest = hashlib.file_digest(file, _md5).digest()
            file.seek(0)
            self._call(
                "put_object",
                Key=self._prefix + name,
                Body=file,
                ContentType=headers.content_type,
                CacheControl=headers.cache_control,
                ContentMD5=base64.b64encode(digest).decode(),
                **condition,
            )

    def swap(self, name: str, source: Path, headers: Headers, old: bytes | None) -> bool:
        """Send a file with `If-Match` or `If-None-Match`, if the object holds `old`."""
        with self._as_publish_error(name):
            tag = self._tag(name)
        if self.read(name) != old:
            return False
        condition = {"IfMatch": tag} if tag and old is not None else {"IfNoneMatch": "*"}
        return self._send_if(name, source, headers, condition)

    def claim(self, name: str, content: bytes) -> bool:
        """Make an object that must not be there, and prove that the service has looked."""
        with self._as_publish_error(name):
            if self._tag(name) is not None:  # a service that ignores conditions would overwrite it
                return False
        if not self._write_if(name, content, {"IfNoneMatch": "*"}):
            return False
        return self._is_mine(name, content)

    def renew_claim(self, name: str, old: bytes, new: bytes) -> bool:
        """Replace the object, if it is as it was left."""
        with _file(new) as source:
            return self.swap(name, source, _CLAIM, old)

    def take_claim_over(self, name: str, stale: bytes, content: bytes) -> bool:
        """Replace the object, if it is the stale one."""
        return self.renew_claim(name, stale, content) and self._is_mine(name, content)

    def drop_claim(self, name: str, content: bytes) -> None:
        """Compare and remove."""
        if self.read(name) == content:
            self.delete(name)

    def _is_mine(self, name: str, content: bytes) -> bool:
        """Tell whether a claim that was just written is the only one."""
        if not self._write_if(name, content, {"IfNoneMatch": "*"}):
            return self.read(name) == content
        time.sleep(
            SETTLING_SECONDS
        )  # this service ignores conditions: the last one to write has it
        return self.read(name) == content

    def _write_if(self, name: str, content: bytes, condition: dict[str, str]) -> bool:
        with _file(content) as source:
            return self._send_if(name, source, _CLAIM, condition)

    def _send_if(
        self, name: str, source: Path, headers: Headers, condition: dict[str, str]
    ) -> bool:
        """Send a file under a condition; return whether it was taken."""
        try:
            self._send(name, source, headers, **condition)
        except PublishError as error:
            code = _code(error)
            if code in _UNKNOWN_CONDITION:
                self._send(name, source, headers)
                return True
            if code not in _NOT_NOW:
                raise
            return False
        return True

    def _tag(self, name: str) -> str | None:
        try:
            return str(self._call("head_object", Key=self._prefix + name)["ETag"])
        except FileNotFoundError:
            return None

    def delete(self, name: str) -> None:
        """Remove an object."""
        with self._as_publish_error(name):
            self._call("delete_object", Key=self._prefix + name)

    def finish(self) -> None:
        """Do nothing, as every object is visible already."""

    def close(self) -> None:
        """Close the session, so that no connection is open when the interpreter ends."""
        client = getattr(self._fs, "_s3", None)
        if client is not None:
            self._fs.close_session(self._fs.loop, client)

    def _path(self, name: str) -> str:
        return f"{self._bucket}/{self._prefix}{name}"

    def _call(self, method: str, **arguments: Any) -> Any:
        return self._fs.call_s3(method, Bucket=self._bucket, **arguments)

    @contextmanager
    def _as_publish_error(self, name: str = "") -> Iterator[None]:
        from aiohttp import ClientError
        from botocore.exceptions import BotoCoreError, NoCredentialsError

        place = f"{self.place.rstrip('/')}/{name}" if name else self.place
        try:
            yield
        except NoCredentialsError as error:
            raise PublishError(
                f"{place}: no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
                "or write ~/.aws/credentials"
            ) from error
        except PermissionError as error:
            raise PublishError(
                f"{place}: refused: {redact(error)}; check the key and what it may do there"
            ) from error
        except (BotoCoreError, ClientError, OSError, ValueError) as error:
            at = f" at {self._endpoint}" if self._endpoint else ""
            raise PublishError(
                f"{place}: the service{at} failed: {redact(error) or type(error).__name__}; "
                "publish again later, or check `publish:` in show.yaml"
            ) from error


@contextmanager
def _file(content: bytes) -> Iterator[Path]:
    """Yield a file with this content."""
    with tempfile.TemporaryDirectory(prefix="digestcast-") as folder:
        path = Path(folder, "content")
        path.write_bytes(content)
        yield path


def _code(error: BaseException) -> str:
    """Return the code with which the service refused a request, or an empty text."""
    cause: BaseException | None = error
    while cause is not None:
        answer = getattr(cause, "response", None)
        if isinstance(answer, dict):
            return str(answer.get("Error", {}).get("Code", ""))
        cause = cause.__cause__
    return ""


def _md5() -> hashlib._Hash:
    """Return the hash for Content-MD5 (RFC 1864), which detects accidents, not attacks."""
    return hashlib.md5(usedforsecurity=False)


def _settings(endpoint: str | None) -> dict[str, Any]:
    """Return botocore's settings."""
    virtual = (urlsplit(endpoint or "").hostname or "").endswith(_VIRTUAL)
    return {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": READ_SECONDS,
        "retries": {"total_max_attempts": TRIES, "mode": "standard"},
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
        **({"s3": {"addressing_style": "virtual"}} if virtual else {}),
    }
