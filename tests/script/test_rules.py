"""The rule-based writer."""

import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast import digest
from podcast.model import OCCASION, Digest, Line, Script
from podcast.script import facts, length, pace, programme
from podcast.script.document import dumps, parse
from podcast.script.rules import _introduced, write, written
from podcast.script.sentences import MOST, width
from podcast.show import config
from podcast.show.config import Show
from podcast.show.feed import FeedSettings, Frequency

ROOT = Path(__file__).parents[2]
POSTS = sorted(
    path
    for folder in ("posts", "podcast/data", "tests/data/narration/posts")
    for path in (ROOT / folder).glob("*.md")
)
_MARKUP = re.compile(r"[*`#\[\]()（）{}<>|\\→\U0001f000-\U0001faff☀-➿]|https?:")
_FIRST_MARK = re.compile(r"[，。；：！？、,.;:!?”’」』》]")
_ZONE = ZoneInfo("Asia/Shanghai")

every_post = pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with two hosts."""
    return config.load(show_folder)


def _digest(*items: str, title: str = "t") -> Digest:
    head = f"---\ntitle: {title}\ndate: 2026-02-06\n---\n\n"
    return digest.parse(head + "\n\n".join(items), Path("posts/2026-02-06-x.md"), _ZONE)


def _part(script: Script, part: str) -> list[str]:
    return [line.text for line in script.lines if line.part == part]


@every_post
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


@every_post
def test_figures_outside_the_items_are_those_of_the_post(post: Path, show: Show) -> None:
    """Greeting, rundown and closing state no figure that the post does not."""
    found = digest.load(post, _ZONE)
    told = facts.of(line.text for line in write(found, show).lines)
    texts = (text for item in found.items for text in facts.texts(item))
    occasion = (one.text for one in found.left_out if one.what == OCCASION)
    stated = facts.of([found.title, *texts, *occasion])
    assert not (told - stated).figures


@every_post
def test_lines_are_one_breath_and_free_of_markup(post: Path, show: Show) -> None:
    """No line is longer than a breath; none holds markup, brackets, a URL or an emoji."""
    for line in write(digest.load(post, _ZONE), show).lines:
        assert width(line.text) <= MOST, line.text
        assert not _MARKUP.search(line.text)
        assert not _FIRST_MARK.match(line.text)


@every_post
def test_a_headline_opens_the_programme_in_twelve_seconds(post: Path, show: Show) -> None:
    """The intro takes five of them; the greeting follows."""
    first, second, *_ = write(digest.load(post, _ZONE), show).lines
    assert pace.seconds([first.text]) <= 7
    assert second.text.startswith("大家好，")


@every_post
def test_the_rundown_is_short_and_whole(post: Path, show: Show) -> None:
    """At most five headlines and 25 s, without the one that was just told."""
    script = write(digest.load(post, _ZONE), show)
    lines = _part(script, "rundown")
    told = [line for line in lines if not line.startswith("还有")]
    assert 1 <= len(told) <= 5
    assert pace.seconds(lines) <= 25.5
    assert _part(script, "opening")[0] not in "".join(told)


@every_post
def test_no_voice_goes_on_for_too_long(post: Path, show: Show) -> None:
    """With two hosts nobody speaks for more than 45 s without a break."""
    stretch: list[str] = []
    host = ""
    for line in write(digest.load(post, _ZONE), show).lines:
        stretch = [*stretch, line.text] if line.host == host else [line.text]
        host = line.host
        assert pace.seconds(stretch) <= 45


def test_a_script_is_the_same_every_time(show: Show) -> None:
    """The writer knows no chance and no clock."""
    found = digest.load(POSTS[0], _ZONE)
    assert write(found, show) == write(found, show)


def test_the_lead_opens_it_and_the_items_keep_the_order_of_the_post(show: Show) -> None:
    """The title of the post says what its lead is; its item is told in its place."""
    headlines = (
        "甲公司公布三季财报",
        "乙公司召回扫地机器",
        "丙公司修复两个漏洞",
        "丁公司迁入新的园区",
    )
    items = [f"## {n}、{headline}\n它很好用。" for n, headline in enumerate(headlines, 1)]
    script = write(_digest(*items, title=headlines[1]), show)
    assert [number for number, _ in script.headlines] == [1, 2, 3, 4]
    told = dict.fromkeys(line.item for line in script.lines if line.item)
    assert list(told) == [1, 2, 3, 4]
    assert script.lines[0].text == "乙公司召回扫地机器。"
    assert parse(dumps(script), Path("script.md")) == script


def test_what_happened_and_its_details_have_two_voices(show: Show) -> None:
    """One host tells the news, another goes on; the next item is begun by who did not speak."""
    rest = [
        f"## {n}、{name}公司上线新服务\n{name}公司的服务开放了。"
        for n, name in ((2, "丙"), (3, "丁"))
    ]
    details = "- 三座仓库从今年春天开始使用\n- 每小时能够分拣两千件包裹\n- 老设备可以继续维修五年"
    script = write(_digest("## 1、甲公司发布新系统\n工厂来了。\n\n" + details, *rest), show)
    one = [line.host for line in script.lines if line.item == 1]
    assert one[0] == "云希"
    assert one[-1] == "晓晓"
    assert one == sorted(one, key=["云希", "晓晓"].index)
    assert {line.host for line in script.lines if line.item == 2} == {"云希"}


def test_short_items_have_one_voice(show: Show) -> None:
    """Hosts take turns by item where there is nothing to go on with."""
    script = write(_digest("## 1、甲发布\n乙。", "## 2、丙上线\n丁。", "## 3、戊开源\n己。"), show)
    speakers = [{line.host for line in script.lines if line.item == n} for n in (1, 2, 3)]
    assert speakers == [{"云希"}, {"晓晓"}, {"云希"}]


def test_one_host_says_it_all(show: Show) -> None:
    """A show with a single host needs no partner, and one item no rundown."""
    script = write(_digest("## 1、甲发布\n乙。"), replace(show, hosts=show.hosts[:1]))
    assert {line.host for line in script.lines} == {"晓晓"}
    assert not _part(script, "rundown")


def test_four_hosts_all_speak(show: Show) -> None:
    """Each says a name, and each tells items."""
    more = tuple(replace(show.hosts[0], name=name) for name in ("晓伊", "云健"))
    items = [f"## {n}、{name}公司发布\n乙。" for n, name in enumerate("甲乙丙丁戊", 1)]
    script = write(_digest(*items), replace(show, hosts=(*show.hosts, *more)))
    for name in ("晓晓", "云希", "晓伊", "云健"):
        assert any(f"我是{name}" in text for text in _part(script, "opening"))
    assert len({line.host for line in script.lines if line.part == "item"}) == 4


def test_the_disclosure_is_spoken_unless_it_is_switched_off(show: Show) -> None:
    """GB 45438-2025 and Apple ask for it; `ai_label: false` leaves it out."""
    found = _digest("## 1、甲发布\n乙。")
    assert "我是云希，本节目由AI生成。" in _part(write(found, show), "opening")
    quiet = write(found, replace(show, ai_label=replace(show.ai_label, spoken=False)))
    assert not any("AI生成" in line.text for line in quiet.lines)


def test_the_greeting_names_date_weekday_and_show(show: Show) -> None:
    """A listener knows at once what and when."""
    opening = _part(write(_digest("## 1、甲发布\n乙。"), show), "opening")
    assert "大家好，今天是二月六日，星期五，这里是《AI 日报播客》，我是晓晓。" in opening


def test_a_long_title_is_greeted_without_the_name(show: Show) -> None:
    """The name is a sentence of its own where both are longer than a line."""
    long = replace(show, title="每天早上七点整和你一起从头读完昨天夜里全部技术新闻的播客节目")
    opening = _part(write(_digest("## 1、甲发布\n乙。"), long), "opening")
    assert opening[1].endswith("播客节目》。")
    assert opening[2:] == ["我是晓晓。", "我是云希，本节目由AI生成。"]


def test_another_greeting_leaves_the_names(show: Show) -> None:
    """The first host still says who speaks."""
    found = _digest("## 1、甲发布\n乙。")
    opening = [line for line in write(found, show).lines if line.part == "opening"]
    own = [Line("云希", "opening", None, "又见面了。")]
    told = [(line.host, line.text) for line in programme.greeted(opening, own, found, show)]
    assert told[1:] == [
        ("云希", "又见面了。"), ("晓晓", "我是晓晓。"), ("云希", "我是云希，本节目由AI生成。"),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["AI周报 第10期", "一周要闻", "前端月刊"])
def test_the_news_of_a_week_are_not_of_today(title: str, show: Show) -> None:
    """A weekly calls itself 本期, by its title or by the rhythm of the feed."""
    items = ("## 1、甲发布\n乙。", "## 2、丙上线\n丁。")
    weekly = Frequency(rrule="FREQ=WEEKLY;BYDAY=FR")
    for script in (
        write(_digest(*items, title=title), show),
        write(_digest(*items), replace(show, feed=replace(FeedSettings(), frequency=weekly))),
    ):
        assert not any("今天" in line.text for line in script.lines)
        assert any("本期" in text for text in _part(script, "closing"))
    assert any("今天" in text for text in _part(write(_digest(*items), show), "closing"))


def test_what_is_left_is_counted_as_a_newsreader_counts(show: Show) -> None:
    """Two is 两 before a measure word."""
    names = "甲乙丙丁戊己庚辛"
    items = [
        f"## {n}、{name}社上线字典\n{name}社昨天上线了字典。" for n, name in enumerate(names, 1)
    ]
    own = replace(show, words=replace(show.words, rest="还有{count}条。"))
    assert "还有两条。" in _part(write(_digest(*items), own), "rundown")


def test_the_rundown_tells_no_item_that_is_only_its_headline(show: Show) -> None:
    """It names what such items are about; where nothing is sure it says nothing."""
    thing = "海港市启用潮汐预警系统"
    first = "## 1、渡口书屋开门\n门在周五打开。"
    told = "## 2、图书馆上线盲文导航\n市图书馆昨天上线了盲文导航。"
    for items, said in (
        (
            [first, told, f"## 3、{thing}"],
            ["今天还有：图书馆上线盲文导航。", "还有潮汐预警系统的消息。"],
        ),
        ([first, f"## 2、{thing}"], ["今天还有潮汐预警系统的消息。"]),
        ([first, "## 2、老渡船停航"], []),
    ):
        script = write(_digest(*items), show)
        assert _part(script, "rundown") == said


def test_an_item_goes_on_behind_its_headline_in_the_rundown(show: Show) -> None:
    """It names its thing and begins with what is new; a figure is told once, by the item."""
    items = (
        "## 1、渡口书屋开门\n门在周五打开。",
        "## 2、海港市启用潮汐预警系统\n每十分钟读一次水位。",
        "## 3、船票价格环比下降9.4%\n据港务局统计，船票价格环比下降9.4%，是今年首次。",
        "## 4、白鹭公司卖掉旧船\n买家是一家书店。",
    )
    script = write(_digest(*items), show)
    rundown = _part(script, "rundown")
    assert rundown[0] == "今天还有：海港市启用潮汐预警系统。"
    assert "船票价格环比下降。" in rundown
    second = [line.text for line in script.lines if line.item == 2]
    assert len(second) == 1
    assert second[0].endswith("潮汐预警系统，每十分钟读一次水位。")
    third = "".join(line.text for line in script.lines if line.item == 3)
    assert third.count("9.4%") == 1


def test_a_style_without_phrases_for_a_name_tells_the_headline_again(show: Show) -> None:
    """每十分钟读一次水位 alone is nothing."""
    items = (
        "## 1、渡口书屋开门\n门在周五打开。",
        "## 2、海港市启用潮汐预警系统\n每十分钟读一次水位。",
    )
    bare = replace(show.words, transitions=replace(show.words.transitions, topic=("再看{topic}",)))
    script = write(_digest(*items), replace(show, words=bare))
    told = [line.text for line in script.lines if line.item == 2]
    assert told[0].endswith("海港市启用潮汐预警系统。")


def test_the_closing_names_the_first_items_or_none(show: Show) -> None:
    """The lead is among them; of three items each is named, and no thing stands beside a topic."""
    first = "## 1、青禾公司开源语音模型“听潮”\n它能打断。"
    second = "## 2、图书馆上线盲文导航\n市图书馆昨天上线了盲文导航。"
    nameless = "## 3、小渡口的一天\n船长起得很早。"
    for items, said in (
        (
            [first, second, "## 3、海港市启用潮汐预警系统\n它看着水位。"],
            "语音模型、盲文导航和潮汐预警系统",
        ),
        ([first, second, nameless], ""),
        ([first, second, nameless, nameless], "语音模型和盲文导航"),
    ):
        closing = "".join(_part(write(_digest(*items), show), "closing"))
        assert ("今天我们谈了" in closing) == bool(said)
        assert said in closing


def test_a_title_is_no_sentence_of_its_own(show: Show) -> None:
    """A style's words make it one, where it opens and where it begins an item."""
    items = (
        "## 1、被忽略的冷却水\n一份报告说，机房用掉一座湖。",
        "## 2、小县城的码头\n船长起得很早。",
    )
    lines = [line.text for line in write(_digest(*items), show).lines]
    assert lines[0] == "来说说被忽略的冷却水。"
    assert not {"被忽略的冷却水。", "小县城的码头。"} & set(lines)


@pytest.mark.parametrize(("phrase", "alone"), [("转到渔业与港口", True), ("渔业与港口方面", False)])
def test_a_phrase_before_a_long_sentence_stands_alone_if_it_is_one(
    phrase: str, *, alone: bool
) -> None:
    """方面 is no end of a sentence."""
    news = f"港务局{'检修码头与船坞' * 7}。"
    assert _introduced(phrase, (news,)) == ((f"{phrase}。", news) if alone else (news,))


def test_the_closing_names_topics_and_no_figures(show: Show) -> None:
    """What the programme was about, by sections or by the words of headlines."""
    script = write(
        _digest("## 1、甲公司发布3.0大模型\n乙。", "## 2、丙公司量产9纳米芯片\n丁。"), show
    )
    assert "今天我们谈了大模型和芯片。" in _part(script, "closing")
    assert not any(re.search(r"\d", text) for text in _part(script, "closing"))


def test_a_mere_headline_that_has_opened_is_not_told_again(show: Show) -> None:
    """Its item leads over to the next one; with a text it goes on with what is new."""
    script = write(_digest("1. 青禾公司召回两万辆电动车\n2. 丙公司量产芯片\n3. 丁公司开课"), show)
    assert script.lines[0].text == "青禾公司召回两万辆电动车。"
    told = [line.text for line in script.lines if line.item in {1, 2}]
    assert told == [show.words.opened, "丙公司量产芯片。"]
    script = write(
        _digest("## 1、青禾公司发布水下数据集\n收录6片海域的录音。", "## 2、丙\n丁。"), show
    )
    told = [line.text for line in script.lines if line.item == 1]
    assert len(told) == 1
    assert told[0].endswith("青禾公司发布的水下数据集收录6片海域的录音。")


def test_the_only_item_has_no_others_behind_it(show: Show) -> None:
    """When it has opened, the hosts do not go on to other news."""
    script = write(_digest("## 1、重庆的银行\n重庆一家银行启用了客服系统。"), show)
    assert script.lines[0].text == "重庆一家银行启用了客服系统。"
    assert [line.text for line in script.lines if line.item == 1] == ["今天的消息就这一条。"]


def test_one_topic_of_many_items_is_no_rundown(show: Show) -> None:
    """Of five items that are told by their headlines, one thing says too little."""
    items = [f"{number}. {text}" for number, text in enumerate(_FIVE, 1)]
    assert not _part(write(_digest("\n".join(items)), show), "rundown")


_FIVE = ("青禾公司召回两万辆电动车", "为什么猫不怕高", "一座桥的十年", "读信的人", "他开课了")


def test_the_occasion_of_the_news_is_told_behind_the_names(show: Show) -> None:
    """A summit and its guests, in one sentence; not what is said to those who read."""
    first = "3月9日，第六届澜江人工智能峰会开幕，约3,200人到场。"
    items = ("## 1、青禾公司发布语音模型\n它很快。", "## 2、丙公司量产芯片\n丁。")
    for behind in ("我们摘录了发言。", "点击链接看原文。"):
        opening = _part(write(_digest(first + behind, *items), show), "opening")
        assert opening[-2:] == ["我是云希，本节目由AI生成。", first]
    assert len(_part(write(_digest("3人值班，下着雪。", *items), show), "opening")) == 3


def test_a_rundown_of_four_headlines_says_no_more(show: Show) -> None:
    """What else there is comes by itself."""
    first = "## 1、渡口书屋开门\n门在周五打开。"
    last = "## 7、海港市启用潮汐预警系统"
    houses = ("图书馆", "博物馆", "档案馆", "美术馆")
    items = [f"## 2、{each}上线盲文导航\n市{each}昨天上线了盲文导航。" for each in houses]
    for told in (3, 4):
        rundown = _part(write(_digest(first, *items[:told], last), show), "rundown")
        assert len([text for text in rundown if "盲文导航" in text]) == told
        assert ("还有潮汐预警系统的消息。" in rundown) == (told < 4)


def test_an_own_style_has_its_own_words(show_folder: Path) -> None:
    """A folder of the show comes before the one that ships; its sponsor is thanked."""
    folder = show_folder / "styles" / "bulletin"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text(
        "greeting: 各位好，{date}，《{title}》。\ngreeting_of_issue: 各位好。\nhost: 这里是{host}\n"
        "label: 由AI生成\nsponsor: 感谢示例茶馆的支持。\nclosing: 播完了。\nfarewell: 再会。\n",
        "utf-8",
    )
    script = write(_digest("## 1、甲发布\n乙。", "## 2、丙上线\n丁。"), config.load(show_folder))
    assert [line.text for line in script.lines] == [
        "甲发布。", "各位好，二月六日，星期五，《AI 日报播客》，这里是晓晓。",
        "这里是云希，由AI生成。", "感谢示例茶馆的支持。", "甲发布。", "乙。", "丙上线。", "丁。",
        "播完了。", "再会。",
    ]  # fmt: skip


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
    assert any("30%" in line.text for line in script.lines)


@pytest.mark.parametrize(
    ("bullet", "said"),
    [
        ("极低延迟: 转录延迟降至200ms以内", "转录延迟降到200毫秒以内。"),
        ("续航: 一次可用14小时", "续航方面，一次可用14小时。"),
        ("环境要求: 需要较新的驱动", "需要较新的驱动。"),
        ("GPT-5.2: 已经可用", "GPT-5.2已经可用。"),
    ],
)
def test_labels_become_words_or_go(show: Show, bullet: str, said: str) -> None:
    """A label never ends in a spoken colon, and its facts are never lost."""
    script = write(_digest(f"## 1、甲发布\n乙。\n\n- ⚡ {bullet}"), show)
    assert said in [line.text for line in script.lines]


def test_a_shorter_episode_drops_what_is_poorest_in_facts(show: Show) -> None:
    """`minutes` drops bullets, never a headline or a summary."""
    found = digest.load(ROOT / "posts" / "2026-03-04-ai-daily.md", _ZONE)
    whole, short = write(found, show), write(found, show, minutes=5)
    assert len(short.lines) < len(whole.lines)
    assert short.headlines == whole.headlines
    assert {line.item for line in short.lines} == {line.item for line in whole.lines}
    # what follows another sentence now may have its doer in front: 它
    told = {line.text.removeprefix("它") for line in whole.lines}
    assert {line.text.removeprefix("它") for line in short.lines} <= told
    assert short.writer != whole.writer


def _day_of_many_items(items: int) -> Digest:
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    return _digest(
        *(
            f"## {n}、{name}公司发布{n}号渡轮\n"
            f"{name}公司3月{n}日发布了{n}号渡轮，可以载客{n}50人，全程不用柴油。船长说，它比旧船安静得多。\n\n"
            f"- 售价{n}30万元，分三年付清\n- 支持夜航和远程停靠，最高航速每小时{n}2公里\n"
            f"- 电池可以用{n}年，换下来的旧电池由码头收回"
            for n, name in enumerate(names[:items], 1)
        )
    )


@pytest.mark.parametrize("engine", ["edge", "tone"])
@pytest.mark.parametrize("minutes", [4, 5, 6])
def test_a_script_is_as_long_as_was_asked_for(minutes: int, engine: str, show: Show) -> None:
    """By the pace of the engine; what the hosts add to the items is counted, too."""
    script = write(_day_of_many_items(20), replace(show, engines=(engine,)), minutes)
    seconds = length.estimated(script.lines, pace.of((engine,)))
    assert seconds == pytest.approx(minutes * 60, rel=0.03)


def test_a_script_that_fits_is_whole(show: Show) -> None:
    """Nothing is shortened below the limit."""
    found = _day_of_many_items(4)
    assert not written(found, show, 12).shortened
    assert write(found, show, 12).lines == write(found, show, float("inf")).lines
