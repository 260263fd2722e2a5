"""Workers of a Dask cluster. Only this module imports distributed.

The traps that are handled here:
* A task may run twice, and its worker may die before, while and after it writes: tasks are known by
  what they make, and the client alone places what was made, once.
* A task whose worker dies too often is given up by the scheduler with an exception of its own.
* A client whose scheduler is gone waits for it without an end, and its tasks are cancelled.
* A task of one name is one task for all clients, and cancelled for all: names tell the client.
* A semaphore counts connections, not their rate: each lease is kept as long as the rate asks for.
* The scheduler keeps the last thousand messages to each worker as objects: a job is sent as bytes.
* Threads that a task starts do not know their worker: a semaphore is made before there are any.
"""

from __future__ import annotations

import math
import queue
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    from distributed import Client, Future, Semaphore, Worker

_CONNECT_SECONDS = 15
_AHEAD = 2
"""How many dates wait at each thread of a worker, so that it never waits for the client."""
_GONE_SECONDS = 60.0
"""How long the cluster may be without any worker before the client gives up."""
_COUNT_SECONDS = 1.0
"""How often the scheduler is asked for its workers: the answer has something of each of them."""


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
        self._fetched: list[Job] = []
        """The jobs whose results were handed over; they are dropped when the queue comes back, as
        it has placed them then."""
        self._lost = False
        self._count = 0
        self._counted, self._counted_at = 0, -math.inf
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
        from distributed.protocol.pickle import dumps

        self._count += 1
        name = f"digestcast-{order.task.day}-{job.key}-{self._client.id}-{self._count}"
        with self._alive():
            future = self._client.submit(
                _on_worker, zlib.compress(dumps(job)), key=name, pure=False, retries=0
            )
        self._flying[name] = (order, job, future)
        future.add_done_callback(self._ended.put)

    def heard(self, seconds: float) -> list[tuple[Order, Progress | Outcome]]:
        """Return what has become of orders; what was made is fetched into its workspace."""
        self._drop_fetched()
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
        try:
            self._drop_fetched()
            if self._flying or self._lost:
                self._take_back()
            else:
                with suppress(BackfillError):  # all is placed, and the next run tidies up as well
                    self._tidy()
        finally:
            self._depot.close()

    def _take_back(self) -> None:
        with suppress(OSError, RuntimeError, TimeoutError):  # the scheduler may be gone
            for _, _, future in self._flying.values():
                future.cancel(force=True)
        self._flying.clear()

    def _tidy(self) -> None:
        """Drop the jobs that nobody works at: killed clients and workers have left them."""
        with self._alive():
            tasks = self._client.run_on_scheduler(_task_names)
        known = " ".join(tasks)
        for folder in self._depot.folders(remote.JOBS):
            if folder not in known:
                self._drop(f"{remote.JOBS}/{folder}")

    def _drop_fetched(self) -> None:
        fetched, self._fetched = self._fetched, []
        for job in fetched:
            self._drop(job.folder)

    def _drop(self, folder: str) -> None:
        self._depot.drop(folder, (remote.INPUT, remote.RESULT))

    def _outcome(self, order: Order, job: Job, future: Future) -> Outcome:
        if future.status == "cancelled":
            raise self._gone()
        try:
            answer: Answer = future.result(timeout=_CONNECT_SECONDS)
        except PodcastError as error:
            return Failed(str(error))
        except Exception as error:  # noqa: BLE001 -- whatever a worker has raised: it is told
            self._look()
            return Failed(f"a worker of the cluster was lost: {type(error).__name__}", lost=True)
        finally:
            future.release()
        if answer.log:
            write_text(order.log, answer.log)
        if isinstance(answer.outcome, Failed):
            if not answer.outcome.lost:
                self._drop(job.folder)
            return answer.outcome
        return self._brought(order, job, answer.outcome)

    def _brought(self, order: Order, job: Job, outcome: Outcome) -> Outcome:
        """Bring a finished episode into the workspace of its order."""
        data = self._depot.read(f"{job.folder}/{remote.RESULT}")
        if data is None:
            return Failed("its result is not in the shared storage any more", lost=True)
        folder = order.task.workspace / str(order.task.day)
        unpack(data, folder)
        self._fetched.append(job)
        if isinstance(outcome, Made) and not outcome.engine:  # it was made for an earlier client
            episode = manifest.load(folder / manifest.FILE_NAME)
            lines, sound = len(episode.segments), episode.audio.seconds
            return replace(outcome, seconds=sound, lines=lines, engine=episode.engine)
        return outcome

    def _threads(self) -> int:
        """Return how many threads the workers have, asked now and then: it grows with them."""
        now = time.monotonic()
        if now - self._counted_at >= _COUNT_SECONDS:
            with self._alive():
                workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
            self._counted = sum(each["nthreads"] for each in workers.values())
            self._counted_at = now
        return self._counted

    def _look(self) -> None:
        """Raise BackfillError when the scheduler is gone, or no worker has been there for long."""
        if self._client.status != "running":
            raise self._gone()
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
            raise self._gone() from error

    def _gone(self) -> BackfillError:
        self._lost = True
        return BackfillError(
            f"the scheduler is lost ({self._client.status}); what is placed stays, run the same "
            "command again when it is back"
        )


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


def _task_names(dask_scheduler: Any) -> list[str]:
    """Return the names of all tasks of a scheduler, in its process."""
    return [str(name) for name in dask_scheduler.tasks]


def _on_worker(packed: bytes) -> Answer:
    """Carry a job out, in a thread of a worker."""
    from distributed import get_worker
    from distributed.protocol.pickle import loads

    job: Job = loads(zlib.decompress(packed))
    gate = _SemaphoreGate(get_worker())
    answer = remote.carry_out(job, gate)
    if gate.lost and isinstance(answer.outcome, Failed):
        return replace(answer, outcome=replace(answer.outcome, lost=True))
    return answer


class _SemaphoreGate:
    """A gate for all workers of a cluster: a semaphore for each service, with leases.

    The lease of a worker that dies ends by itself.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.lost = False
        """Whether the scheduler, who has the semaphores, did not answer."""

    def enter(self, service: str, parallel: int, per_second: float) -> _Lease | None:
        """Return a place if one is free soon. Raises BackfillError when nobody can tell."""
        semaphore = _semaphore(self._worker, service, parallel)
        try:
            if not semaphore.acquire(timeout=_PATIENCE_SECONDS):
                return None
        except (OSError, RuntimeError) as error:
            self.lost = True
            raise BackfillError(
                f"the scheduler does not say whether `{service}` may be asked: {error}; run the "
                "same command again"
            ) from error
        return _Lease(semaphore, time.monotonic() + parallel / per_second)


_PATIENCE_SECONDS = 0.5
"""How long the scheduler keeps a request for a place before it says that there is none: a thousand
threads that wait must not drown it in requests."""
_SEMAPHORES: dict[tuple[str, str], Semaphore] = {}
_SEMAPHORES_LOCK = threading.Lock()


def _semaphore(worker: Worker, service: str, parallel: int) -> Semaphore:
    """Return the semaphore of a service, one for each worker: it renews the leases by a timer."""
    from distributed import Semaphore

    name = f"digestcast-{service}-{parallel}"
    with _SEMAPHORES_LOCK:
        key = (worker.address, name)
        if key not in _SEMAPHORES:
            _SEMAPHORES[key] = Semaphore(
                max_leases=parallel, name=name, scheduler_rpc=worker.scheduler, loop=worker.loop
            )
        return _SEMAPHORES[key]


class _Lease:
    """A place at a service. It is kept until the rate allows another start."""

    def __init__(self, semaphore: Any, until: float) -> None:
        self._semaphore, self._until = semaphore, until

    def release(self) -> None:
        """Give the place back."""
        time.sleep(max(0.0, self._until - time.monotonic()))
        self._semaphore.release()
