"""English phonemes of Latin words."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.chinese import spoken
from podcast.chinese.english import acronyms, espeak, latin, romanised
from podcast.errors import ReadingError
from podcast.model import LexiconEntry

VOCABULARY = frozenset(
    json.loads(resources.files("podcast").joinpath("data/kokoro/vocab.json").read_text("utf-8"))
)
TABLE = Path(__file__).parents[1] / "data" / "latin.tsv"
READINGS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
"""A word and `letters`, `word` or its phonemes."""
NAMES = """
OpenAI ChatGPT GPT Anthropic Claude Opus Sonnet Haiku Gemini Google DeepMind Meta Llama LLaMA
Mistral Voxtral Grok xAI SpaceX Tesla NVIDIA Nvidia CUDA Blackwell Hopper AMD Intel Qualcomm ARM
TSMC ASML Microsoft Azure Copilot Windows GitHub GitLab VSCode Cursor Windsurf Replit Vercel
Cloudflare AWS Amazon Alexa Bedrock Apple Siri iPhone iPad macOS iOS visionOS watchOS Safari
Xcode Swift Android Pixel Samsung Galaxy Huawei HarmonyOS Kirin Ascend MindSpore Xiaomi HyperOS
OPPO vivo Honor ByteDance TikTok Doubao Seedance Seedream Douyin Tencent Hunyuan WeChat QQ
Alibaba Qwen Tongyi DingTalk Taobao Baidu Ernie Apollo Kimi Moonshot MiniMax Hailuo Zhipu GLM
ChatGLM StepFun InternLM OpenCompass SenseTime DeepSeek Kling Kuaishou Bilibili Zhihu Weibo
Unitree Figure Optimus Atlas Waymo Pony Zoox Cruise PyTorch TensorFlow JAX Keras NumPy SciPy
pandas Hugging Face Transformers Diffusers vLLM SGLang Ollama LangChain LlamaIndex AutoGPT
CrewAI Pydantic FastAPI Django Flask Node.js React Vue Angular Svelte Kubernetes Docker Linux
Ubuntu Debian RISC ONNX OpenVINO TensorRT Triton Whisper Kokoro CosyVoice Stable Diffusion
Midjourney Runway Sora Veo Pika Suno Udio ElevenLabs Flux Imagen Firefly Canva Figma token
tokens agent agents benchmark prompt MoE RAG RLHF LoRA SFT DPO GRPO MCP API SDK CLI IDE CEO CTO
COO CFO IPO ETF USB HDMI HBM DRAM NAND SSD GPU GPUs CPU NPU TPU FPGA LLM LLMs VLM OCR ASR TTS
AIGC AGI ASI SOTA EFLOPS TFLOPS Hz GHz GB TB MB KB fps km ms Pro Max Ultra Plus mini nano Air
Flash Turbo Lite Spruce CodeMoor FlowKiln Pebblestone Wi-Fi Bluetooth NFC LTE eSIM QwQ OpenAI's
Claude's O'Reilly arXiv Nature Science IEEE ACM ICLR NeurIPS ICML CVPR ACL EMNLP MMLU GSM
HumanEval SWE Bench ARC AIME Pokémon café naïve Zürich A B I U x z
""".split()  # noqa: SIM905 -- a list of strings is not readable here


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("GPT", "ʤˌipˌitˈi"),
        ("API", "ˌApˌiˈI"),
        ("USB", "jˌuˌɛsbˈi"),
        ("US", "jˌuˈɛs"),
        ("AI", "ˈAˌI"),
        ("NASA", "nˈæsə"),
        ("NVIDIA", "ɛnvˈɪdiə"),
        ("Google", "ɡˈuɡᵊl"),
        ("the", "ðə"),
        ("tokens", "tˈOkᵊnz"),
        ("chips", "ʧˈɪps"),
        ("GPUs", "ʤˌipˌijˈuz"),
        ("Claude's", "klˈɔdz"),
        ("Claude’s", "klˈɔdz"),
        ("OpenAI", "ˈOpᵊnˈAˌI"),
        ("OpenAI's", "ˈOpᵊnˈAˌIz"),
        ("DeepSeek", "dˈipsˈik"),
        ("SpaceX", "spˈAsˈɛks"),
        ("iPhone", "ˈIfˈOn"),
        ("ChatGPT", "ʧˈætʤˌipˌitˈi"),
        ("LLaMA", "lˈɑmə"),
        ("B", "bˈi"),
        ("W", "dˈʌbᵊlju"),
        ("café", "kæfˈA"),
        ("record", "ɹˈɛkəɹd"),
        ("SAGE", "sˈAʤ"),
    ],
)
def test_phonemes(word: str, wanted: str) -> None:
    """Words come from the dictionary, compounds from their parts, initials from their letters."""
    assert latin.phonemes(word) == wanted


@pytest.mark.parametrize(("word", "reading"), READINGS)
def test_table(word: str, reading: str) -> None:
    """Without a lexicon each word of the table is spelled, or said, or has the given phonemes."""
    said, letters = latin.phonemes(word), latin.phonemes(word, spell=True)
    if reading == "letters":
        assert latin.is_spelled(word)
        assert said == letters
    elif reading == "word":
        assert not latin.is_spelled(word)
        assert said != letters
    else:
        assert said == reading


def test_table_is_large() -> None:
    """The table has at least a hundred rows of initials and of words, each word once."""
    counted = Counter(reading for _, reading in READINGS)
    assert min(counted["letters"], counted["word"], len(READINGS) // 3) >= 100
    assert len({word for word, _ in READINGS}) == len(READINGS)


def test_spelled() -> None:
    """A word to be spelled is a row of letter names, the last one stressed; digits are said."""
    assert latin.phonemes("MoE", spell=True) == "ˌɛmˌOˈi"
    assert latin.phonemes("o3", spell=True).endswith("θɹˈi")


def test_respelled() -> None:
    """The syllables of a respelling are read as one word."""
    assert latin.phonemes("Voxtral", respelling="voks-trull") == "vˈɑkstɹʌl"
    assert latin.phonemes("QL", respelling="QL") == latin.phonemes("QL", spell=True)


@pytest.mark.parametrize(
    ("respelling", "wanted"),
    [
        ("luh-KOON", "ləkˈun"),
        ("koo-ber-NET-eez", "kubɜɹnˈɛtiz"),
        ("EE-flops", "ˈiflɑps"),
        ("triple-ee", "tɹˈɪpᵊli"),
        ("human-VAL", "hjˌumənvˈæl"),
        ("kimmy", "kˈɪmi"),
    ],
)
def test_stress_of_a_respelling(respelling: str, wanted: str) -> None:
    """The syllable in capitals is stressed, else the first; an open `uh` is weak elsewhere."""
    assert latin.phonemes("x", respelling=respelling) == wanted


@pytest.mark.parametrize("word", ["Spotify", "Kubernetes", "autoencoder", "Datadog"])
def test_guess_with_a_flap_is_a_word(word: str) -> None:
    """A t between vowels, as Americans say it, is a sound of the voice: nothing is spelled."""
    assert "ɾ" in latin.phonemes(word)


@pytest.mark.parametrize("word", ["cuda", "ebitda", "rouge", "siggraph", "kaist", "mistral"])
def test_pronounceable(word: str) -> None:
    """Letters that divide into English syllables can be said, in capitals too."""
    assert acronyms.pronounceable(word)
    assert acronyms.pronounceable(word.upper())


@pytest.mark.parametrize("word", ["gdpr", "aigc", "icml", "uuid", "aaai", "iptv", "", "bcdfghjklm"])
def test_not_pronounceable(word: str) -> None:
    """Letters without a vowel, or with clusters that English has not, cannot."""
    assert not acronyms.pronounceable(word)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Zhipu", "ʤˌɜɹpˈu"),
        ("Xiaohongshu", "ʃˌWhˌʊŋʃˈu"),
        ("Tiananmen", "tjˌɛnˌɑnmˈʌn"),
        ("Wenfeng", "wˌʌnfˈʌŋ"),
        ("Zhou", "ʤˈO"),
        ("Luma", ""),
        ("Sakana", ""),
        ("Langfuse", ""),
        ("Angela", ""),
        ("Google", ""),
        ("zhi" * 50, ""),
    ],
)
def test_pinyin(word: str, wanted: str) -> None:
    """A word of pinyin syllables that looks Chinese is said so; brands of other tongues are not."""
    assert romanised.phonemes(word) == wanted


@pytest.mark.parametrize(
    ("text", "entry", "wanted"),
    [
        ("GPU", None, "G P U"),
        ("gguf", LexiconEntry("gguf", alias="gguf"), "G G U F"),
        ("GPUs", LexiconEntry("GPUs", alias="GPUs"), "GPUs"),
        ("NASA", None, "Nasa"),
        ("Google", None, "Google"),
        ("Voxtral", LexiconEntry("Voxtral", english="voks-TRULL"), "vokstrull"),
        ("C-Eval", LexiconEntry("C-Eval", english="see ee-val"), "see eeval"),
        ("MoE", LexiconEntry("MoE", spell=True), "M O E"),
        ("Qwen", LexiconEntry("Qwen", alias="千问"), "千问"),
        ("ChatGPT", LexiconEntry("ChatGPT", alias="ChatGPT"), "Chat G P T"),
        ("We're", None, "we're"),
        ("A加", LexiconEntry("A加", alias="NASA加，GPU"), "Nasa加，G P U"),
    ],
)
def test_for_text_voice(text: str, entry: LexiconEntry | None, wanted: str) -> None:
    """A voice that takes text gets letters apart, respellings in place, acronyms as words."""
    (token,) = spoken(text, (entry,) if entry else ()).tokens
    assert latin.for_text_voice(token) == wanted


def test_part_that_is_no_word_is_guessed_or_spelled() -> None:
    """What no dictionary has is guessed; without a vowel it is spelled."""
    assert latin.phonemes("PyTorch").endswith("tˈɔɹʧ")
    assert latin.phonemes("Voxtral") == espeak.phonemes("voxtral") != ""
    assert latin.phonemes("xqj") == latin.phonemes("xqj", spell=True)


@pytest.mark.parametrize(
    "word", ["Google", "tokens", "OpenAI", "OpenAI's", "GPT", "GPUs", "GDPR", "gguf", "SpaceX", "a"]
)
def test_known(word: str) -> None:
    """Dictionary words, initials and compounds of them are no guesses."""
    assert latin.is_known(word)


@pytest.mark.parametrize("word", ["Voxtral", "Qwen", "PyTorch", "EBITDA", "Zhipu", "cli", ""])
def test_not_known(word: str) -> None:
    """A made-up name or a compound with one is a guess."""
    assert not latin.is_known(word)


@pytest.mark.parametrize("word", NAMES)
def test_every_symbol_is_one_that_the_voice_has(word: str) -> None:
    """Read, spelled or respelled, a word has only symbols of the model's vocabulary."""
    for phonemes in (
        latin.phonemes(word),
        latin.phonemes(word, True),
        latin.phonemes("x", respelling=word),
    ):
        assert phonemes
        assert not set(phonemes) - VOCABULARY


@given(st.from_regex(r"[A-Za-z][A-Za-z'-]{0,14}", fullmatch=True))
@settings(max_examples=150, deadline=None)
def test_any_word_is_said(word: str) -> None:
    """No word of Latin letters is silent, has a foreign symbol or fails."""
    phonemes = latin.phonemes(word)
    assert phonemes
    assert not set(phonemes) - VOCABULARY


def test_without_espeak_unknown_words_are_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where the library does not load still says every word."""
    import espeakng_loader

    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: "/nowhere/libespeak-ng.so")
    espeak.phonemes.cache_clear()
    espeak._library.cache_clear()  # noqa: SLF001 -- the library is loaded once a process
    try:
        assert not espeak.is_available()
        assert latin.phonemes("Voxtral") == latin.phonemes("Voxtral", spell=True)
        assert latin.phonemes("x", respelling="voks-trull")
    finally:
        monkeypatch.undo()
        espeak.phonemes.cache_clear()
        espeak._library.cache_clear()  # noqa: SLF001
    assert espeak.is_available()


@pytest.mark.parametrize("word", ["", "-", "ß", "日"])
def test_nothing_to_say_is_an_error(word: str) -> None:
    """A word without a letter or digit of English is refused by name."""
    with pytest.raises(ReadingError, match="no English reading"):
        latin.phonemes(word)
