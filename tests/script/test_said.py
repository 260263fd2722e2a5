"""What was heard is not said again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script import facts
from podcast.script.said import Said, clauses, covers, sentences


@pytest.mark.parametrize(
    ("heard", "sentence", "left"),
    [
        # all of it was said
        (
            "星河公司发布了Nova模型，推理成本大幅下降。",
            "星河公司发布Nova模型，推理成本大幅下降。",
            "",
        ),
        ("Gemini的月活跃用户数已突破7.5亿。", "Gemini月活用户飙升至7.5亿。", ""),
        ("完成12亿元C轮融资。", "12亿元，C轮。", ""),
        ("估值突破90亿元。", "本轮融资后，公司估值突破90亿元。", ""),
        ("估值突破90亿元。", "本轮融资后，公司裁员80人。", "本轮融资后，公司裁员80人。"),
        ("用户突破120万，遍布三省。", "120万多。", ""),
        (
            "估值突破90亿元。",
            "估值突破90亿元，上一轮为54亿元。",
            "估值突破90亿元，上一轮为54亿元。",
        ),
        ("交付80艘。", "交付80艘，同比增长20%。", "交付80艘，同比增长20%。"),
        ("Fin用户量突破750万。", "Fin的月活跃用户数已突破750万。", ""),
        ("Fin发布，8GB显存即可运行。", "量化版只需8GB显存。", "量化版只需8GB显存。"),
        (
            "两款渡轮支持13种语言。票价没变。今天起航。",
            "渡轮支持13种语言，广泛适配各地的码头与船坞。",
            "渡轮广泛适配各地的码头与船坞。",
        ),
        # a new figure, a new name, a new word
        ("推理成本大幅下降。", "推理成本大幅下降30%。", "推理成本大幅下降30%。"),
        ("模型支持中文。", "Nova模型支持中文。", "Nova模型支持中文。"),
        ("模型支持中文。", "模型不支持中文。", "模型不支持中文。"),
        ("推出Plus方案。", "推出Plus方案，吸引价格敏感用户。", "Plus方案吸引价格敏感用户。"),
        ("推出Plus方案。", "推出Plus方案，吸引了20万用户。", "吸引了20万用户。"),
        ("推出Plus方案。", "推出Plus方案，引发关注。", ""),
        # a clause that its neighbour needs stays
        (
            "海棠机器人近日完成12亿元融资。",
            "据《财经前哨》报道，海棠机器人完成12亿元融资，由朔方资本领投。",
            "据《财经前哨》报道，海棠机器人完成12亿元融资，由朔方资本领投。",
        ),
        (
            "平台在重庆启用。",
            "平台在重庆启用，以降低用电成本。",
            "平台在重庆启用，以降低用电成本。",
        ),
        # its link goes with a beginning
        ("用户可以免费试用。", "用户可以免费试用，并获得2次升级机会。", "获得2次升级机会。"),
    ],
)
def test_a_clause_that_adds_nothing_goes(heard: str, sentence: str, left: str) -> None:
    """Judged by figures, names and words, clause by clause."""
    assert Said(heard).without_repeats(sentence) == left


def test_a_beginning_without_figures_is_missed_only_when_it_was_just_heard() -> None:
    """The rest of the sentence is about it; of a deed the thing is enough."""
    sentence = "全球首创主体参考功能，精准锁定4个主角。"
    said = Said("全球首创主体参考功能。")
    assert said.without_repeats(sentence) == "精准锁定4个主角。"
    said.add("新模型今天开始内测。")
    said.add("价格还没有公布。")
    assert said.without_repeats(sentence) == "主体参考功能精准锁定4个主角。"


def test_clauses_and_sentences_leave_quotations_whole() -> None:
    """Marks inside belong to what is quoted."""
    text = "他说：“好。走吧，快。”然后离开，回家。天黑了。"
    assert list(clauses(text)) == ["他说：", "“好。走吧，快。”然后离开，", "回家。", "天黑了。"]
    assert list(sentences(text)) == ["他说：“好。走吧，快。”然后离开，回家。", "天黑了。"]


_SENTENCES = st.text(st.sampled_from("模型发布了支持中文不以并但，；：。“”12%AB "), max_size=60)


@given(st.lists(_SENTENCES, max_size=3), _SENTENCES)
def test_no_figure_and_no_name_is_lost(heard: list[str], sentence: str) -> None:
    """What a sentence loses was heard; nothing is added but its end."""
    left = Said(*heard).without_repeats(sentence)
    lost = facts.of([sentence]) - facts.of([left])
    assert not len(lost - facts.of(heard))
    assert set(left) <= set(sentence)


@given(_SENTENCES)
def test_parts_are_the_whole(text: str) -> None:
    """Clauses and sentences lose nothing."""
    assert "".join(clauses(text)) == text
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("sentence", "clause", "covered"),
    [
        ("其中输入价格降幅达60%。", "降价60%", True),
        ("一项长达18个月的研究公布了结果。", "历时十八个月", True),
        ("协会发布《标识细则》，5月1日起施行。", "5月1日起施行", True),
        ("团队完成了卫星的总装，计划年内升空。", "学生团队的AI卫星完成总装", True),
        ("馆方在夜里关闭了全部展厅的空调。", "展厅空调夜里全部关闭", True),
        # another figure, another name, other words
        ("其中输入价格降幅达60%。", "降价65%", False),
        ("新模型只有80亿参数。", "Nova只有80亿参数", False),
        ("平均利用率57.6%。", "利用率成为新焦点", False),
        ("桥面宽12米。", "12名工人受伤", False),
        ("公司去年成立。", "创始人离职", False),
    ],
)
def test_a_sentence_covers_a_clause_of_its_headline(
    sentence: str, clause: str, covered: bool
) -> None:
    """With the same figures and names, and enough of the same words."""
    assert covers(sentence, clause) is covered


def test_a_value_that_was_heard_is_not_said_again_behind_its_label() -> None:
    """What is new behind it keeps the label; in other order it is the same."""
    said = Said("显卡有96GB显存。", "服务覆盖3个省的37个县。")
    assert said.without_repeats("96GB，带宽2.4TB/s。", label="显存") == "带宽2.4TB/s。"
    whole = "96GB，可以直接装进现有的服务器。"
    assert said.without_repeats(whole, label="显存") == "可以直接装进现有的服务器。"
    assert said.without_repeats("3省37县。", label="显存") == ""
    assert said.without_repeats("3市37镇。", label="显存") == "3市37镇。"


def test_of_a_detail_go_other_words_for_the_same() -> None:
    """Not of the text itself; a label says what a bare figure is of."""
    said = Said("船票最高为50元，学生免费。")
    assert said.without_repeats("票价不超过50元，可以退票。", detail=True) == ""
    assert said.without_repeats("学生不收费，老人票20元。", detail=True) == "老人票20元。"
    assert said.without_repeats("学生不收费。") == "学生不收费。"
    assert said.without_repeats("50元。", label="票价，", detail=True) == ""
    assert said.without_repeats("50元。", label="押金，", detail=True) == "50元。"


def test_who_says_it_stays_with_what_is_said() -> None:
    """An attribution is needed by the clause behind it, however often its name was heard."""
    said = Said("声谷科技的车机版装进了23个品牌的车型。")
    sentence = "声谷科技承认，每1000次回答里约有6次需要人工纠正。"
    assert said.without_repeats(sentence, detail=True) == sentence


@pytest.mark.parametrize(
    ("headline", "rest"),
    [
        ("两家公司达成协议，收入五五分成", "收入五五分成。"),
        ("两家公司达成协议，票价涨三倍", "票价涨三倍。"),
        ("两家公司达成协议，皆大欢喜", ""),
    ],
)
def test_a_figure_in_words_is_more_than_a_flourish(headline: str, rest: str) -> None:
    """What only a headline has is told when it has a figure."""
    assert Said("两家公司达成了协议。").rest_of(headline) == rest


def test_a_gloss_stays_with_its_term() -> None:
    """What is told of the term stands behind its gloss; a longer clause is not its subject."""
    assert clauses("改成入口，单元格，也就是小方块，能派活，很快。") == [
        "改成入口，",
        "单元格，也就是小方块，能派活，",
        "很快。",
    ]
    assert clauses("他们给新模型加上了引文尺，也就是刻度，约九成能点回。") == [
        "他们给新模型加上了引文尺，也就是刻度，",
        "约九成能点回。",
    ]
