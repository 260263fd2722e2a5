"""Workers of a Dask cluster. Only this module imports distributed.

The traps that are handled here:
* A task may run twice, and its worker may die before, while and after it writes: tasks are known by
  what they make, and the client alone places what was made, once.
* A task whose worker dies too often is given up by the scheduler with an exception of its own.
* A client whose scheduler is gone waits for it without an end, and its tasks are cancelled.
* A semaphore counts connections, not their rate: each lease is kept as long as the rate asks for.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcast.backfill import remote
from podcast.backfill.depot import Address, open_depot, unpack
from podcast.backfill.making import Failed, Made, Outcome
from podcast.backfill.orders import Order, Progress
from podcast.backfill.remote import Answer, Job
from podcast.episode import manifest
from podcast.errors import BackfillError, PodcastError
from podcast.lib.atomic import write_text

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 15
_AHEAD = 2
"""How many dates wait at each thread of a worker, so that it never waits for the client."""
_GONE_SECONDS = 60.0
"""How long the cluster may be without any worker before the client gives up."""


class Cluster:
    """The workers of a cluster, as the queue knows workers."""

    def __init__(self, client: Client, address: Address) -> None:
        """Use all workers of a client; `address` is the storage that they share."""
        self._client, self._address = client, address
        self._depot = open_depot(address)
        self._ended: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._flying: dict[str, tuple[Order, Job, Future]] = {}
        self._failed: list[tuple[Order, Failed]] = []
        self._files: dict[Path, str] = {}
        self._count = 0
        self._seen_at = time.monotonic()

    def room(self) -> int:
        """Return how many orders may be given: a few for each thread of a worker."""
        return max(0, _AHEAD * self._threads() - len(self._flying))

    def give(self, order: Order) -> None:
        """Put the files of an order into the depot, and submit it."""
        try:
            job = remote.job_of(order.task, self._address, self._depot, self._files)
        except PodcastError as error:
            self._failed.append((order, Failed(str(error))))
            return
        except OSError as error:
            self._failed.append((order, Failed(f"{error.filename}: {error.strerror}")))
            return
        self._count += 1
        name = f"digestcast-{order.task.day}-{job.key[:16]}-{self._count}"
        with self._alive():
            future = self._client.submit(_on_worker, job, key=name, pure=False, retries=0)
        self._flying[name] = (order, job, future)
        future.add_done_callback(self._ended.put)

    def heard(self, seconds: float) -> list[tuple[Order, Progress | Outcome]]:
        """Return what has become of orders; what was made is fetched into its workspace."""
        if self._failed:
            failed, self._failed = self._failed, []
            return list(failed)
        try:
            future = self._ended.get(timeout=seconds)
        except queue.Empty:
            self._look()
            return []
        if future.key not in self._flying:
            return []
        order, job, _ = self._flying.pop(str(future.key))
        return [(order, self._outcome(order, job, future))]

    def stop(self) -> None:
        """Take back what was not begun; what is begun ends on its worker, for the next run."""
        for _, _, future in self._flying.values():
            future.cancel(force=True)
        self._flying.clear()
        self._depot.close()

    def _outcome(self, order: Order, job: Job, future: Future) -> Outcome:
        if future.status == "cancelled":
            raise BackfillError(_lost(self._client))
        try:
            answer: Answer = future.result(timeout=_CONNECT_SECONDS)
        except PodcastError as error:
            return Failed(str(error))
        except Exception as error:  # noqa: BLE001 -- whatever a worker has raised: it is told
            self._look()
            return Failed(f"a worker of the cluster was lost: {type(error).__name__}", lost=True)
        finally:
            future.release()
        write_text(order.log, answer.log)
        if isinstance(answer.outcome, Failed):
            if not answer.outcome.lost:
                self._depot.drop(job.folder, (remote.INPUT, remote.RESULT))
            return answer.outcome
        return self._fetched(order, job, answer.outcome)

    def _fetched(self, order: Order, job: Job, outcome: Outcome) -> Outcome:
        """Bring a finished episode into the workspace of its order."""
        data = self._depot.read(f"{job.folder}/{remote.RESULT}")
        if data is None:
            return Failed("its result is not in the shared storage any more", lost=True)
        folder = order.task.workspace / str(order.task.day)
        unpack(data, folder)
        self._depot.drop(job.folder, (remote.INPUT, remote.RESULT))
        if isinstance(outcome, Made) and not outcome.engine:  # it was made for an earlier client
            episode = manifest.load(folder / manifest.FILE_NAME)
            lines, sound = len(episode.segments), episode.audio.seconds
            return replace(outcome, seconds=sound, lines=lines, engine=episode.engine)
        return outcome

    def _threads(self) -> int:
        workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(each["nthreads"] for each in workers.values())

    def _look(self) -> None:
        """Raise BackfillError when the scheduler is gone, or no worker has been there for long."""
        if self._client.status != "running":
            raise BackfillError(_lost(self._client))
        if self._threads():
            self._seen_at = time.monotonic()
        elif time.monotonic() - self._seen_at > _GONE_SECONDS:
            raise BackfillError(
                f"no worker has been at the cluster for {_GONE_SECONDS:.0f} s; start some with "
                "`dask worker` and run the same command again"
            )

    @contextmanager
    def _alive(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise BackfillError(_lost(self._client)) from error


@contextmanager
def connected(scheduler: str, address: Address) -> Iterator[Cluster]:
    """Connect to a cluster, make sure that all workers have the same program, and yield it.

    Raises BackfillError when it cannot be reached, has no workers, or they do not agree.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise BackfillError(
            "a cluster needs dask.distributed; pip install 'digestcast[cluster]'"
        ) from error
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise BackfillError(
            f"{scheduler}: no scheduler answers; start one with `dask scheduler`, or mend the "
            "address"
        ) from error
    try:
        _compare(client)
        cluster = Cluster(client, address)
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        client.close(timeout=2)


def _compare(client: Client) -> None:
    """Raise BackfillError when a worker has another program, model or lexicon than this machine.

    A worker that is just starting is waited for.
    """
    mine = remote.versions()
    try:
        client.wait_for_workers(1, timeout=_GONE_SECONDS)
    except TimeoutError as error:
        raise BackfillError(
            f"the cluster has had no worker for {_GONE_SECONDS:.0f} s; start some with "
            "`dask worker`"
        ) from error
    try:
        theirs: dict[str, dict[str, str]] = client.run(remote.versions)
    except ImportError as error:
        raise BackfillError(
            f"a worker does not have this program ({error}); install it there with "
            "`pip install 'digestcast[cluster]'`"
        ) from error
    except OSError as error:
        raise BackfillError(
            f"a worker was lost while it was compared with this machine ({error}); run the same "
            "command again"
        ) from error
    for worker, has in sorted(theirs.items()):
        for name, value in mine.items():
            if has.get(name) != value:
                raise BackfillError(
                    f"{worker}: has {name} {has.get(name)}, this machine has {value}; install the "
                    "same on both"
                )


def _lost(client: Client) -> str:
    return (
        f"the scheduler is lost ({client.status}); what is placed stays, run the same command "
        "again when it is back"
    )


def _on_worker(job: Job) -> Answer:
    """Carry a job out, in a thread of a worker."""
    from distributed import get_worker

    threads = get_worker().state.nthreads
    return remote.carry_out(job, _SemaphoreGate(), threads)


class _SemaphoreGate:
    """A gate for all workers of a cluster: a semaphore for each service, with leases.

    The lease of a worker that dies ends by itself.
    """

    def enter(self, service: str, parallel: int, per_second: float) -> _Lease | None:
        """Return a place if one is free."""
        from distributed import Semaphore

        semaphore = Semaphore(max_leases=parallel, name=f"digestcast-{service}-{parallel}")
        if not semaphore.acquire(timeout=0.05):
            return None
        return _Lease(semaphore, time.monotonic() + parallel / per_second)


class _Lease:
    """A place at a service. It is kept until the rate allows another start."""

    def __init__(self, semaphore: Any, until: float) -> None:
        self._semaphore, self._until = semaphore, until

    def release(self) -> None:
        """Give the place back."""
        time.sleep(max(0.0, self._until - time.monotonic()))
        self._semaphore.release()
