"""The mapping `writer:` of show.yaml, and that a key in it is refused and not told."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from podcast.errors import ConfigError
from podcast.show import config

SERVICE = "  url: https://example.com/v1\n  model: m\n"
KEYS = (
    "sk-proj-Ab12Cd34Ef56",
    "8d969eef6ecad3c29a3a629280e686cf",
    "AKIAIOSFODNN7EXAMPLE1",
    "SK_4F9A8B7C6D5E4F3A2B1C0D9E",
    "Bearer abc",
    "openai_api_key",
)


def write(folder: Path, text: str) -> Path:
    path = folder / "show.yaml"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\nwriter:\n{text}", "utf-8")
    return folder


@pytest.mark.parametrize("key", KEYS)
def test_a_key_in_the_place_of_its_name_is_refused_and_not_told(
    show_folder: Path, key: str
) -> None:
    """Neither the message nor a traceback has it."""
    with pytest.raises(ConfigError, match="must be the NAME of an environment variable") as caught:
        config.load(write(show_folder, f"  name: llm\n{SERVICE}  key: {key}\n"))
    assert key not in "".join(traceback.format_exception(caught.value))
    assert "show.yaml:" in str(caught.value)


@pytest.mark.parametrize("key", ["OPENAI_API_KEY", "DEEPSEEK_API_KEY", "KEY2", "MY_LLM_TOKEN_2026"])
def test_names_of_variables_are_taken(show_folder: Path, key: str) -> None:
    """As people name them."""
    show = config.load(write(show_folder, f"  name: llm\n{SERVICE}  key: {key}\n"))
    assert show.writer.key == key


@pytest.mark.parametrize("text", ["  name: llm\n", "  name: llm\n  url: https://example.com/v1\n"])
def test_a_language_model_is_named_with_its_service(show_folder: Path, text: str) -> None:
    """Without address or model nothing could be asked."""
    with pytest.raises(ConfigError, match=r"`writer` must be like \{name: llm, url: "):
        config.load(write(show_folder, text))


@pytest.mark.parametrize(
    "model", ["a\\tb", "a\\nb", "a\\x7fb", "a\\e[31mb", " a", "a ", "", "\\u200b"]
)
def test_a_model_is_a_line_of_text(show_folder: Path, model: str) -> None:
    """Its name is printed, and written into script.md."""
    text = f'  url: https://example.com/v1\n  model: "{model}"\n'
    said = r"`writer\.model` must be a text of one line|`model` holds control"
    with pytest.raises(ConfigError, match=said):
        config.load(write(show_folder, text))


@pytest.mark.parametrize("model", ["deepseek-chat", "Qwen/Qwen3-8B", "通义千问 Max", "a: b #c"])
def test_names_of_models_are_taken(show_folder: Path, model: str) -> None:
    """In any script."""
    text = f'  url: https://example.com/v1\n  model: "{model}"\n'
    assert config.load(write(show_folder, text)).writer.model == model


@pytest.mark.parametrize(
    "url",
    [
        "https://sk-secret9876@example.com/v1", "https://me:sk-secret9876@example.com/v1",
        "https://example.com/v1?key=sk-secret9876", "https://example.com/v1#x", "ftp://example.com",
        "https://example.com/v1/chat/completions", "https://[::1/v1", "https://example.com:99999/v1",
    ],
)  # fmt: skip
def test_an_address_is_that_of_the_folder(show_folder: Path, url: str) -> None:
    """A secret in it is refused and not told; nor does it hold what the program adds itself."""
    with pytest.raises(ConfigError, match=r"`writer\.url` must be an http") as caught:
        config.load(write(show_folder, f"  url: {url}\n  model: m\n"))
    assert "secret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("url", ["http://[::1]:11434/v1", "https://example.com/api/paas/v4/"])
def test_other_addresses_are_taken(show_folder: Path, url: str) -> None:
    """IPv6, and other versions."""
    settings = config.load(write(show_folder, f"  url: {url}\n  model: m\n")).writer
    assert settings.url == url.rstrip("/")


def test_a_service_may_be_named_for_the_option_only(show_folder: Path) -> None:
    """`--writer llm` then asks it; the show's writer is that of the rules."""
    assert config.load(write(show_folder, SERVICE)).writer.name == "rules"


def test_a_style_without_a_manner_gets_that_of_the_bulletin(show_folder: Path) -> None:
    """A show's own style may leave out what a language model is told."""
    own = show_folder / "styles" / "quiet" / "style.yaml"
    own.parent.mkdir(parents=True)
    words = {
        "greeting": "今天是{date}，《{title}》。",
        "greeting_of_issue": "《{title}》，{date}。",
    }
    rest = {"host": "我是{host}", "label": "AI", "closing": "完。", "farewell": "再见。"}
    own.write_text("".join(f"{k}: {v}\n" for k, v in {**words, **rest}.items()), "utf-8")
    path = show_folder / "show.yaml"
    plain = config.load(show_folder).words.llm
    path.write_text(f"{path.read_text('utf-8').rstrip()}\nstyle: quiet\n", "utf-8")
    assert config.load(show_folder).words.llm == plain is not None
    own.write_text(f"{own.read_text('utf-8')}llm: {{prompt: 轻声说}}\n", "utf-8")
    manner = config.load(show_folder).words.llm
    assert manner is not None
    assert manner.prompt == "轻声说"
