"""What stores do wrong: each time one clear line, exit 1, and a feed that is whole."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from publish_places import Place, all_is_there, feed_is_whole, folder_place, git_place, revise
from publish_proxy import Proxy, first, well
from publish_s3 import SECRET, Moto, s3_place
from publish_sftp import OpenSSH, sftp_place

from podcast.cli import main
from podcast.lib import installed
from podcast.publish import s3, sftp
from podcast.show.config import Show

Run = Callable[[Show], tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs `podcast publish` and gives exit code and stderr."""

    def publish(show: Show) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["publish", "--allow-tone", "--show", str(show.root)])
        said = capsys.readouterr()
        assert SECRET not in said.out + said.err
        return int(end.value.code or 0), said.err

    return publish


def _error(said: str) -> str:
    """Return the one error line, which must be the last."""
    rows = said.splitlines()
    errors = [row for row in rows if row.startswith("error: ")]
    assert errors == rows[-1:], said
    assert "Traceback" not in said
    return errors[0]


# --- S3 -------------------------------------------------------------------------------------------


@pytest.fixture
def proxy(moto: Moto) -> Iterator[Proxy]:
    """Stand between the program and moto."""
    with Proxy(moto.address) as between:
        yield between


@pytest.fixture
def bucket(moto: Moto, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a bucket that is published to through the proxy and read without it."""
    monkeypatch.setattr(s3, "READ_SECONDS", 1.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    place = s3_place(moto, monkeypatch)
    return replace(place, settings=place.settings.replace(moto.address, proxy.address))


_TARGETS = {
    "a recording": lambda path: path.endswith(".mp3"),
    "a transcript": lambda path: path.endswith(".vtt"),
    "the record": lambda path: path.endswith(".digestcast.json"),
    "the feed": lambda path: path.endswith("feed.xml"),
}


@pytest.mark.slow
@pytest.mark.parametrize("target", _TARGETS)
@pytest.mark.parametrize(
    ("fault", "method", "message"),
    [
        ("500", "PUT", "internal error"),
        ("403", "PUT", "Access Denied; check the key"),
        ("silent", "PUT", "timeout"),
        ("flip-sent", "PUT", "than w"),
        ("flip-read", "GET", "than w"),
    ],
)
def test_a_bucket_that_fails(  # noqa: PLR0917
    show: Show, bucket: Place, proxy: Proxy, run: Run, fault: str, method: str, message: str,
    target: str,
) -> None:  # fmt: skip
    """Whatever file it hits, the published feed is whole, and afterwards the next run completes."""
    show = bucket.use(show)
    assert run(show)[0] == 0
    revise(show, 1)
    hits = _TARGETS[target]
    proxy.fault = lambda verb, path: fault if verb == method and hits(path) else ""
    code, said = run(show)
    assert code == 1
    assert message.lower() in _error(said).lower()
    assert f"s3://{_bucket(bucket)}/pod" in _error(said)
    assert feed_is_whole(bucket, show) == 1
    proxy.fault = well
    assert run(show)[0] == 0
    assert feed_is_whole(bucket, show) == 1
    assert all_is_there(bucket, show)


def test_a_client_that_leaves_is_no_fault_of_the_proxy(
    moto: Moto, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may go while its request is read; the server says nothing where errors are looked for."""
    with Proxy(moto.address) as between:
        port = int(between.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"PUT /half-a-li")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        httpx.get(between.address, trust_env=False)  # connections are taken in order
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(60)
    assert capsys.readouterr().err == ""


def _bucket(place: Place) -> str:
    return place.settings.partition("s3://")[2].partition("/")[0]


def test_a_short_fault_is_waited_for(show: Show, bucket: Place, proxy: Proxy, run: Run) -> None:
    """One 500 in a row of requests is tried again, and nobody hears of it."""
    show = bucket.use(show)
    proxy.fault = first(1, "500", lambda method, path: method == "PUT" and path.endswith(".mp3"))
    assert run(show)[0] == 0
    assert all_is_there(bucket, show)


def test_nothing_new_takes_two_requests(show: Show, bucket: Place, proxy: Proxy, run: Run) -> None:
    """The record and the feed; also at the root of a bucket."""
    place = replace(bucket, settings=bucket.settings.replace("/pod,", ","))
    show = place.use(show)
    assert run(show)[0] == 0
    proxy.seen.clear()
    assert run(show)[0] == 0
    assert [(method, path.rpartition("/")[2]) for method, path in proxy.seen] == [
        ("GET", ".digestcast.json"), ("GET", "feed.xml"),
    ]  # fmt: skip


def test_a_store_that_lies_of_the_feed_gets_the_old_one_back(
    show: Show, bucket: Place, proxy: Proxy, run: Run
) -> None:
    """A feed that is read back damaged is replaced by the one that was there."""
    show = bucket.use(show)
    assert run(show)[0] == 0
    before = bucket.get("feed.xml")
    revise(show, 1)
    reads = [0]

    def damaged(method: str, path: str) -> str:
        if method == "GET" and path.endswith("feed.xml"):
            reads[0] += 1
            return "flip-read" if reads[0] == 4 else ""
        return ""

    proxy.fault = damaged
    code, said = run(show)
    assert code == 1
    assert "feed.xml has another content than was sent; the old one is back" in _error(said)
    assert bucket.get("feed.xml") == before
    assert feed_is_whole(bucket, show) == 1


def test_a_big_recording_leaves_no_parts(
    show: Show, bucket: Place, proxy: Proxy, moto: Moto, run: Run
) -> None:
    """It travels in one request: what a fault tears is not kept in the bucket, and paid for."""
    show = bucket.use(show)
    assert run(show)[0] == 0
    revise(show, 1)
    name = f"2026-02-06/{_grow(show, 9_000_000)}"
    proxy.fault = lambda method, path: "500" if method == "PUT" and path.endswith(name) else ""
    assert run(show)[0] == 1
    client = moto.client()
    assert client.list_multipart_uploads(Bucket=_bucket(bucket)).get("Uploads", []) == []
    proxy.fault = well
    assert run(show)[0] == 0
    head = client.head_object(Bucket=_bucket(bucket), Key=f"pod/{name}")
    client.close()
    assert head["ContentLength"] > 9_000_000
    assert feed_is_whole(bucket, show) == 1


def _grow(show: Show, more: int) -> str:
    """Make the recording longer and return its name."""
    import hashlib

    from podcast import refresh
    from podcast.episode import manifest

    episode = manifest.find(show.episodes, None)
    folder = show.folder(episode.date)
    data = (folder / episode.audio.file).read_bytes() + os.urandom(more)
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{episode.date}-{sha256[:8]}.mp3"
    (folder / name).write_bytes(data)
    update = {"file": name, "bytes": len(data), "sha256": sha256}
    audio = episode.audio.model_copy(update=update)
    manifest.save(folder, episode.model_copy(update={"audio": audio}))
    refresh.write_public(show)
    return name


def test_headers_of_a_bucket(show: Show, bucket: Place, moto: Moto, run: Run) -> None:
    """Types are those of the standards; only what is named by content may be kept for ever."""
    show = bucket.use(show)
    assert run(show)[0] == 0
    client = moto.client()
    found = {}
    for name in bucket.names():
        if name.endswith("-512.jpg"):
            continue  # of the cover, whose hash it has in its name
        head = client.head_object(Bucket=_bucket(bucket), Key=f"pod/{name}")
        found[name.rpartition("/")[2].partition("-")[0]] = head["ContentType"], head["CacheControl"]
    client.close()
    assert found["feed.xml"] == ("application/rss+xml; charset=utf-8", "public, max-age=300")
    assert found["index.html"] == ("text/html; charset=utf-8", "public, max-age=300")
    assert found["transcript.vtt"] == ("text/vtt", "public, max-age=3600")
    assert found["chapters.json"] == ("application/json+chapters", "public, max-age=3600")
    assert found["cover"] == ("image/jpeg", "public, max-age=31536000, immutable")


@pytest.mark.usefixtures("moto")
def test_a_bucket_that_is_not_there(show: Show, bucket: Place, run: Run) -> None:
    """The service's own words, and the address."""
    show = bucket.use(show)
    name = _bucket(bucket)
    path = show.root / "show.yaml"
    path.write_text(path.read_text("utf-8").replace(name, "pod-that-is-not-there"), "utf-8")
    code, said = run(show)
    assert code == 1
    assert "bucket does not exist" in _error(said)


def test_a_service_that_nobody_runs(
    show: Show, moto: Moto, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused connection ends within seconds and names the address."""
    place = s3_place(moto, monkeypatch)
    show = replace(place, settings=place.settings.replace(moto.address, "http://127.0.0.1:9")).use(
        show
    )
    code, said = run(show)
    assert code == 1
    assert "Could not connect to the endpoint" in _error(said)


def test_without_keys_the_remedy_is_told(
    show: Show, moto: Moto, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which variables, and which file."""
    show = s3_place(moto, monkeypatch).use(show)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    code, said = run(show)
    assert code == 1
    assert "no credentials; set AWS_ACCESS_KEY_ID" in _error(said)


@pytest.mark.parametrize(("to", "library"), [("s3://bucket/pod", "s3fs"), ("sftp://h/p", "fsspec")])
def test_a_missing_extra_is_named(
    show: Show, run: Run, monkeypatch: pytest.MonkeyPatch, to: str, library: str
) -> None:
    """What to install."""
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "fsspec.implementations.sftp", raising=False)
    show = replace(folder_place(show.root), settings=f"to: {to}").use(show)
    code, said = run(show)
    assert code == 1
    assert installed.command("cloud") in _error(said)


# --- SFTP -----------------------------------------------------------------------------------------


@pytest.fixture
def far(openssh: OpenSSH, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a folder behind sshd."""
    monkeypatch.setattr(sftp, "READ_SECONDS", 2.0)
    monkeypatch.setattr(sftp, "CONNECT_SECONDS", 20.0)
    return sftp_place(openssh, monkeypatch)


@pytest.mark.tools("sshd", "ssh-keygen")
def test_another_host_key_is_refused(show: Show, far: Place, openssh: OpenSSH, run: Run) -> None:
    """A key that differs from known_hosts, or that it does not have, ends the matter."""
    show = far.use(show)
    openssh.know("other")
    code, said = run(show)
    assert code == 1
    assert "the host's key is another one than ~/.ssh/known_hosts has" in _error(said)
    (openssh.home / ".ssh" / "known_hosts").write_text("", "utf-8")
    code, said = run(show)
    assert code == 1
    assert "the host's key is not known; look at it with `ssh pod`" in _error(said)
    assert far.names() == set()


@pytest.mark.tools("sshd", "ssh-keygen")
def test_a_login_that_is_refused(
    show: Show, far: Place, openssh: OpenSSH, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password of the environment is tried and never shown."""
    show = far.use(show)
    shutil.copy(openssh.folder / "other", openssh.folder / "user")
    monkeypatch.setenv("PODCAST_SFTP_PASSWORD", SECRET)
    code, said = run(show)
    assert code == 1
    assert "refused the login; put a key into the SSH agent" in _error(said)


@pytest.mark.tools("sshd", "ssh-keygen")
def test_a_server_that_may_not_write(show: Show, far: Place, openssh: OpenSSH, run: Run) -> None:
    """A read-only server is told, and the feed stays."""
    show = far.use(show)
    assert run(show)[0] == 0
    revise(show, 1)
    openssh.stop()
    openssh.start("-R")
    code, said = run(show)
    assert code == 1
    assert "Permission denied" in _error(said)
    assert feed_is_whole(far, show) == 1


@pytest.mark.tools("sshd", "ssh-keygen")
def test_a_server_that_is_gone(show: Show, far: Place, openssh: OpenSSH, run: Run) -> None:
    """A refused connection names the host."""
    show = far.use(show)
    openssh.stop()
    try:
        code, said = run(show)
    finally:
        openssh.start()
    assert code == 1
    assert "sftp://pod" in _error(said)
    assert "Unable to connect" in _error(said)


@pytest.mark.tools("sshd", "ssh-keygen")
def test_a_server_that_stands_still(show: Show, far: Place, openssh: OpenSSH, run: Run) -> None:
    """Silence in the middle ends after its time; the feed stays, and the next run completes."""
    show = far.use(show)
    assert run(show)[0] == 0
    revise(show, 1)
    frozen: list[int] = []

    def freeze(*_: object) -> None:
        frozen.extend(_sessions(openssh))
        for process in frozen:
            os.kill(process, signal.SIGSTOP)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcast.publish.transfer._difference", _then(freeze))
        code, said = run(show)
    for process in frozen:
        os.kill(process, signal.SIGCONT)
    assert frozen
    assert code == 1
    assert "no answer in time" in _error(said) or "timed out" in _error(said)
    assert feed_is_whole(far, show) == 1
    with pytest.MonkeyPatch.context() as patch:  # the turn that could not be given back
        patch.setattr("podcast.publish.turn.LEASE_SECONDS", 2.0)
        assert run(show)[0] == 0
    assert all_is_there(far, show)


def _then(freeze: Callable[..., None]) -> Callable[..., str | None]:
    from podcast.publish import transfer

    compare = transfer._difference  # noqa: SLF001 -- between two requests

    def frozen(*arguments: object) -> str | None:
        freeze()
        return compare(*arguments)  # type: ignore[arg-type]

    return frozen


def _sessions(server: OpenSSH) -> list[int]:
    """Return the processes below sshd."""
    found, parents = [], {server.process.pid}
    processes = (path for path in Path("/proc").iterdir() if path.name.isdigit())
    for path in sorted(processes, key=lambda each: int(each.name)):
        with suppress(OSError):
            parent = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            if int(parent) in parents:
                parents.add(int(path.name))
                found.append(int(path.name))
    return found


# --- A full disk ----------------------------------------------------------------------------------


@pytest.fixture
def full(tmp_path: Path, program: Callable[[str], str]) -> Iterator[Path]:
    """Mount a real disk of 3 MB in the place of the published folder."""
    mount, umount = program("mount"), program("umount")
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3000k", "tmpfs", str(folder)], capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run([umount, str(folder)], check=True, timeout=60)


@pytest.mark.tools("mount", "umount")
def test_a_full_disk(show: Show, full: Path, run: Run) -> None:
    """No room is told with the place; the feed stays; with room the next run completes."""
    place = folder_place(full / "www")
    show = place.use(show)
    assert run(show)[0] == 0
    ballast = full / "ballast"
    free = shutil.disk_usage(full).free
    ballast.write_bytes(b"\1" * (free - 100_000))
    revise(show, 1)
    code, said = run(show)
    assert code == 1
    assert "No space left on device" in _error(said)
    assert feed_is_whole(place, show) == 1
    assert not [name for name in place.names() if ".tmp-" in name]
    ballast.unlink()
    assert run(show)[0] == 0
    assert all_is_there(place, show)


@pytest.mark.tools("mount", "umount", "sshd", "ssh-keygen")
def test_a_full_disk_at_the_far_end(
    show: Show, full: Path, openssh: OpenSSH, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SFTP has no word for it but `Failure`; the line says to check the room there."""
    openssh.www = full
    place = sftp_place(openssh, monkeypatch)
    show = place.use(show)
    assert run(show)[0] == 0
    free = shutil.disk_usage(full).free
    (full / "ballast").write_bytes(b"\1" * (free - 100_000))
    revise(show, 1)
    code, said = run(show)
    assert code == 1
    assert "check address, room and rights there" in _error(said)
    assert feed_is_whole(place, show) == 1
    (full / "ballast").unlink()
    assert run(show)[0] == 0
    assert all_is_there(place, show)


# --- A folder -------------------------------------------------------------------------------------


def test_a_folder_whose_disk_is_not_there(show: Show, run: Run, tmp_path: Path) -> None:
    """Only the last folder is made: what should be a disk is not filled."""
    show = folder_place(tmp_path / "no" / "disk").use(show)
    code, said = run(show)
    assert code == 1
    assert "No such file or directory" in _error(said)


def test_a_folder_inside_the_show(show: Show, run: Run) -> None:
    """Publishing into episodes/ would publish itself."""
    show = folder_place(show.episodes / "www").use(show)
    code, said = run(show)
    assert code == 1
    assert "publish to another folder" in _error(said)


# --- git ------------------------------------------------------------------------------------------


@pytest.fixture
def branch(tmp_path: Path, program: Callable[[str], str]) -> Place:
    """Return a branch of a bare repository."""
    return git_place(tmp_path / "remote.git", program("git"))


@pytest.mark.tools("git")
def test_a_push_that_is_refused(show: Show, branch: Place, run: Run, tmp_path: Path) -> None:
    """A server's hook says no: the branch is as it was."""
    show = branch.use(show)
    assert run(show)[0] == 0
    before = branch.get("feed.xml")
    hook = tmp_path / "remote.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho quota exceeded >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    revise(show, 1)
    code, said = run(show)
    assert code == 1
    assert "git push failed" in _error(said)
    assert "quota exceeded" in _error(said)
    assert branch.get("feed.xml") == before
    hook.unlink()
    assert run(show)[0] == 0
    assert all_is_there(branch, show)


_HOLDS = """\
#!/bin/sh
[ "$1" = prepared ] && mkdir "{held}" 2>/dev/null || exit 0
for _ in $(seq 300); do [ -e "{tried}" ] && exit 0; sleep 0.1; done
"""
"""A server's hook: the first push holds the lock of the branch until another one was refused."""


@pytest.mark.tools("git")
def test_a_push_while_another_one_holds_the_branch(
    show: Show,
    branch: Place,
    run: Run,
    tmp_path: Path,
    program: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The git of a publish that was killed goes on: the next one waits, and takes it over."""
    show = branch.use(show)
    assert run(show)[0] == 0
    remote, held, tried = tmp_path / "remote.git", tmp_path / "held", tmp_path / "tried"
    git = [program("git"), "--git-dir", str(remote)]
    tree = subprocess.check_output([*git, "rev-parse", "gh-pages^{tree}"], text=True).strip()
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    theirs = subprocess.check_output(
        [*git, *who, "commit-tree", tree, "-p", "gh-pages", "-m", "theirs"], text=True
    ).strip()
    hook = remote / "hooks" / "reference-transaction"
    hook.write_text(_HOLDS.format(held=held, tried=tried), "utf-8")
    hook.chmod(0o755)
    pause = time.sleep

    def refused(seconds: float) -> None:
        tried.touch()
        pause(seconds)

    revise(show, 1)
    with subprocess.Popen([*git, "update-ref", "refs/heads/gh-pages", theirs]) as other:
        while not held.is_dir():
            pause(0.05)
        monkeypatch.setattr("podcast.publish.git.time.sleep", refused)
        code, said = run(show)
        assert other.wait(60) == 0
    assert code == 0, said
    assert tried.exists(), "the push was not refused"
    assert all_is_there(branch, show)
    parent = subprocess.check_output([*git, "rev-parse", "gh-pages^"], text=True).strip()
    assert parent == theirs


@pytest.mark.tools("git")
def test_a_branch_keeps_what_others_put_there(
    show: Show, branch: Place, run: Run, tmp_path: Path, program: Callable[[str], str]
) -> None:
    """A file of theirs stays, and a commit that came in between is not overwritten."""
    show = branch.use(show)
    assert run(show)[0] == 0
    git, work = program("git"), tmp_path / "work"
    remote = str(tmp_path / "remote.git")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (
        ["clone", "-q", "-b", "gh-pages", remote, str(work)],
        ["-C", str(work), *who, "commit", "-q", "--allow-empty", "-m", "theirs"],
    ):
        subprocess.run([git, *words], check=True, timeout=60)
    (work / "CNAME").write_text("pod.example.com\n", "utf-8")
    for words in (["add", "CNAME"], [*who, "commit", "-qm", "name"], ["push", "-q"]):
        subprocess.run([git, "-C", str(work), *words], check=True, timeout=60)
    revise(show, 1)
    assert run(show)[0] == 0
    assert branch.get("CNAME") == b"pod.example.com\n"
    assert all_is_there(branch, show)


@pytest.mark.tools("git")
def test_a_repository_that_is_not_there(show: Show, run: Run, tmp_path: Path) -> None:
    """Git's own words."""
    place = replace(
        folder_place(tmp_path), settings=f'to: "git+file://{tmp_path}/none.git#gh-pages"'
    )
    code, said = run(place.use(show))
    assert code == 1
    assert "git ls-remote failed" in _error(said)


# --- Memory ---------------------------------------------------------------------------------------

_MEASURED = """
import re, sys
from podcast.cli import main
try:
    main(["publish", "--allow-tone", "--show", sys.argv[1]])
except SystemExit as end:
    assert not end.code
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.slow
def test_a_big_recording_does_not_fill_memory(
    show: Show, moto: Moto, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An MP3 of 120 MB takes hardly more memory than one of 1 MB."""
    show = s3_place(moto, monkeypatch).use(show)

    def megabytes() -> int:
        command = [sys.executable, "-c", _MEASURED, str(show.root)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return int(done.stdout.split()[-1])

    small = megabytes()
    _grow(show, 120_000_000)
    assert megabytes() < small + 60
