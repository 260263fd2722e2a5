"""The rule-based writer."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast import digest
from podcast.model import Digest
from podcast.script import facts
from podcast.script.rules import estimated_seconds, in_chinese, spoken_date, write
from podcast.script.sentences import MOST, width
from podcast.show import config
from podcast.show.config import Show

POSTS = sorted((Path(__file__).parents[2] / "posts").glob("*.md"))
_MARKUP = re.compile(r"[*`#\[\]()（）{}<>|\\→\U0001f000-\U0001faff☀-➿]|https?:")
_ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with two hosts."""
    return config.load(show_folder)


def _digest(*items: str) -> Digest:
    head = "---\ntitle: t\ndate: 2026-02-06\n---\n\n"
    return digest.parse(head + "\n\n".join(items), Path("posts/2026-02-06-x.md"), _ZONE)


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_every_item_is_told_and_nothing_is_invented(post: Path, show: Show) -> None:
    """Each item has lines, 90 % of the post's figures and names are said, none is new."""
    found = digest.load(post, _ZONE)
    script = write(found, show)
    assert {line.item for line in script.lines if line.part == "item"} == {
        item.number for item in found.items
    }
    coverage = facts.coverage(found, script)
    assert coverage.share >= 0.9
    assert not coverage.invented


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_figures_outside_the_items_are_only_the_date_and_the_count(post: Path, show: Show) -> None:
    """Greeting, rundown and closing state no figure that the post does not."""
    found = digest.load(post, _ZONE)
    told = facts.of(line.text for line in write(found, show).lines)
    stated = facts.of([found.title, *(text for item in found.items for text in facts.texts(item))])
    assert not (told - stated).figures


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_lines_are_one_breath_and_free_of_markup(post: Path, show: Show) -> None:
    """No line is longer than a breath; none holds markup, a URL or an emoji."""
    for line in write(digest.load(post, _ZONE), show).lines:
        assert width(line.text) <= MOST, line.text
        assert not _MARKUP.search(line.text)


def test_a_script_is_the_same_every_time(show: Show) -> None:
    """The writer knows no chance and no clock."""
    found = digest.load(POSTS[0], _ZONE)
    assert write(found, show) == write(found, show)


def test_hosts_take_turns_by_item(show: Show) -> None:
    """Within an item one host speaks; the next item is the other's."""
    script = write(_digest("## 1、甲发布\n乙。", "## 2、丙上线\n丁。", "## 3、戊开源\n己。"), show)
    speakers = [{line.host for line in script.lines if line.item == n} for n in (1, 2, 3)]
    assert speakers == [{"云希"}, {"晓晓"}, {"云希"}]


def test_one_host_says_it_all(show: Show) -> None:
    """A show with a single host needs no partner."""
    script = write(_digest("## 1、甲发布\n乙。"), replace(show, hosts=show.hosts[:1]))
    assert {line.host for line in script.lines} == {"晓晓"}
    assert "今天只有一条资讯。" in " ".join(line.text for line in script.lines)


def test_the_disclosure_is_spoken_unless_it_is_switched_off(show: Show) -> None:
    """GB 45438-2025 and Apple ask for it; `ai_label: false` leaves it out."""
    found = _digest("## 1、甲发布\n乙。")
    assert any("由AI生成" in line.text for line in write(found, show).lines)
    quiet = write(found, replace(show, ai_label=replace(show.ai_label, spoken=False)))
    assert not any("由AI生成" in line.text for line in quiet.lines)


def test_the_greeting_names_date_weekday_and_show(show: Show) -> None:
    """A listener knows at once what and when."""
    first = write(_digest("## 1、甲发布\n乙。"), show).lines[0].text
    assert first == "大家好，今天是二月六日，星期五，欢迎收听《AI 日报播客》。"


def test_what_a_bullet_only_repeats_is_left_out(show: Show) -> None:
    """A repeated bullet goes, one with a new figure stays."""
    script = write(
        _digest(
            "## 1、星河发布新模型\n星河公司发布了Nova模型，推理成本大幅下降，用户可以免费试用。\n\n"
            "- 🚀 星河公司发布Nova模型，推理成本大幅下降\n- 💰 推理成本大幅下降30%，用户可免费试用"
        ),
        show,
    )
    told = [line.text for line in script.lines if line.item == 1]
    assert not any("星河公司发布Nova模型" in text for text in told)
    assert any("30%" in text for text in told)


@pytest.mark.parametrize(
    ("bullet", "said"),
    [
        ("极低延迟: 转录延迟降至200ms以内", "转录延迟降至200ms以内。"),
        ("续航: 一次可用14小时", "在续航方面，一次可用14小时。"),
        ("环境要求: 需要较新的驱动", "环境要求，需要较新的驱动。"),
        ("GPT-5.2: 已经可用", "GPT-5.2，已经可用。"),
    ],
)
def test_labels_become_words_or_go(show: Show, bullet: str, said: str) -> None:
    """A label never ends in a spoken colon, and its facts are never lost."""
    script = write(_digest(f"## 1、甲发布\n乙。\n\n- ⚡ {bullet}"), show)
    assert said in [line.text for line in script.lines]


def test_the_last_of_several_additions_is_connected(show: Show) -> None:
    """A connecting word marks the end of the list."""
    script = write(
        _digest("## 1、甲发布\n工厂来了。\n\n- 一号工厂今天投入使用\n- 市民能在家里预约"), show
    )
    last = [line.text for line in script.lines if line.item == 1][-1]
    assert last in {f"{word}，市民能在家里预约。" for word in ("此外", "同时", "另外")}


def test_a_shorter_episode_drops_what_is_poorest_in_facts(show: Show) -> None:
    """`minutes` drops bullets, never a headline or a summary."""
    found = digest.load(POSTS[-1], _ZONE)
    whole, short = write(found, show), write(found, show, minutes=5)
    assert len(short.lines) < len(whole.lines)
    assert short.headlines == whole.headlines
    assert {line.item for line in short.lines} == {line.item for line in whole.lines}
    assert set(short.lines) <= set(whole.lines) | {
        line for line in short.lines if line.text[:3] in {"此外，", "同时，", "另外，"}
    }
    assert short.writer != whole.writer


def test_time_is_estimated_from_what_is_said() -> None:
    """About four syllables a second and a pause."""
    assert 4 < estimated_seconds(["一二三四五六七八九十一二三四五六七八九十"]) < 6


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_small_numbers_in_characters(number: int, said: str) -> None:
    """The frame speaks its own numbers."""
    assert in_chinese(number) == said


def test_a_date_as_a_greeting_says_it() -> None:
    """Month, day and weekday."""
    assert spoken_date(date(2026, 10, 31)) == "十月三十一日，星期六"


def test_two_items_are_counted_as_a_newsreader_counts(show: Show) -> None:
    """Two is 两 before a measure word."""
    script = write(_digest("## 1、甲发布\n乙。", "## 2、丙上线\n丁。"), show)
    assert any("一共有两条资讯" in line.text for line in script.lines)
