"""Which language a person reads, by the option and by the environment."""

from __future__ import annotations

import pytest

from podcast.language.choice import from_environment, lang_option


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "ZH_cn.utf8@pinyin"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhx"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:fr"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh"}, "zh"),
        ({"LC_ALL": "C", "LANGUAGE": "zh"}, "en"),
        ({"LANGUAGE": "zh"}, "zh"),
        ({"LC_ALL": "C", "PODCAST_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "PODCAST_LANG": "en"}, "en"),
    ],
)
def test_the_environment(variables: dict[str, str], language: str) -> None:
    """The program's own variable, LANGUAGE unless the locale is C, then the locale."""
    assert from_environment(variables) == language


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        ([], None),
        (["build"], None),
        (["--lang", "zh", "build"], "zh"),
        (["build", "--lang=en"], "en"),
        (["--lang", "zh", "build", "--lang", "en"], "en"),
        (["say", "--", "--lang", "zh"], None),
        (["build", "--lang"], None),
    ],
)
def test_the_option(arguments: list[str], value: str | None) -> None:
    """It may stand anywhere before `--`; the last one holds."""
    assert lang_option(arguments) == value
