"""What changes in speech: 一, 不, 啊, third tones, weak syllables, erhua."""

from __future__ import annotations

import pytest

from podcast.chinese.pinyin.polyphones import pinyin
from podcast.chinese.pinyin.sandhi import sandhi


def spoken(text: str) -> str:
    return " ".join(sandhi(text, pinyin(text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一家公司", "yi4 jia1 gong1 si1"),
        ("一台电脑", "yi4 tai2 dian4 nao3"),
        ("一款手机", "yi4 kuan3 shou3 ji1"),
        ("一项技术", "yi2 xiang4 ji4 shu4"),
        ("一万台", "yi2 wan4 tai2"),
        ("一亿元", "yi2 yi4 yuan2"),
        ("一千元", "yi4 qian1 yuan2"),
        ("第一名", "di4 yi1 ming2"),
        ("第一百家", "di4 yi1 bai3 jia1"),
        ("十一月", "shi2 yi1 yue4"),
        ("一月一日", "yi1 yue4 yi1 ri4"),
        ("二零一九年", "er4 ling2 yi1 jiu3 nian2"),
        ("一一列举", "yi1 yi1 lie4 ju3"),
        ("一流团队", "yi1 liu2 tuan2 dui4"),
        ("一审判决", "yi1 shen3 pan4 jue2"),
        ("一等奖", "yi1 deng2 jiang3"),
        ("万一失败", "wan4 yi1 shi1 bai4"),
        ("一方面", "yi4 fang1 mian4"),
        ("看一看", "kan4 yi5 kan4"),
    ],
)
def test_yi(text: str, wanted: str) -> None:
    """一 follows the next tone, unless it counts off or ends its word."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("G一次列车", "yi1 ci4 lie4 che1"),
        ("T一战队", "yi1 zhan4 dui4"),
        ("M一卖爆", "yi1 mai4 bao4"),
        ("P一到P三", "yi1 dao4 san1"),
        ("V一版", "yi1 ban3"),
        ("GPT一版", "yi1 ban3"),
        ("B一B九", "yi1 jiu3"),
        ("A一比B一", "yi1 bi3 yi1"),
        ("选B一个", "xuan3 yi2 ge4"),
        ("AI一次", "yi2 ci4"),
        ("AI一代人", "yi2 dai4 ren2"),
        ("一汽大众", "yi1 qi4 da4 zhong4"),
        ("一五一十地说", "yi4 wu3 yi4 shi2 de5 shuo1"),
    ],
)
def test_yi_in_names(text: str, wanted: str) -> None:
    """一 behind a lone letter is a figure, unless it numbers what follows."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("不会", "bu2 hui4"),
        ("不多", "bu4 duo1"),
        ("不行", "bu4 xing2"),
        ("不好", "bu4 hao3"),
        ("不必要", "bu2 bi4 yao4"),
        ("要不要", "yao4 bu5 yao4"),
        ("差不多", "cha4 bu5 duo1"),
        ("对不起", "dui4 bu5 qi3"),
        ("来不及", "lai2 bu5 ji2"),
        ("看不懂", "kan4 bu5 dong3"),
        ("做不到", "zuo4 bu5 dao4"),
        ("免不了", "mian3 bu5 liao3"),
    ],
)
def test_bu(text: str, wanted: str) -> None:
    """不 rises before a fourth tone and is weak inside a question or an impossibility."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("快来啊", "kuai4 lai2 ya5"),
        ("是我啊", "shi4 wo3 ya5"),
        ("快去啊", "kuai4 qu4 ya5"),
        ("他啊", "ta1 ya5"),
        ("好啊", "hao3 wa5"),
        ("走啊", "zou3 wa5"),
        ("不错啊", "bu2 cuo4 ya5"),
        ("真快啊", "zhen1 kuai4 ya5"),
        ("好看啊", "hao3 kan4 na5"),
        ("人啊", "ren2 na5"),
        ("行啊", "xing2 a5"),
        ("是啊", "shi4 a5"),
        ("好，啊", "hao3 a1"),
    ],
)
def test_a(text: str, wanted: str) -> None:
    """啊 takes up the end of the syllable before it, but not across a pause."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("东西很多", "dong1 xi5 hen3 duo1"),
        ("东西部地区", "dong1 xi1 bu4 di4 qu1"),
        ("东西方文化", "dong1 xi1 fang1 wen2 hua4"),
        ("没意思", "mei2 yi4 si5"),
        ("老朋友", "lao3 peng2 you5"),
        ("什么地方", "shen2 me5 di4 fang5"),
        ("地方政府", "di4 fang1 zheng4 fu3"),
        ("部分用户", "bu4 fen5 yong4 hu4"),
        ("合作关系", "he2 zuo4 guan1 xi5"),
        ("有关系统", "you3 guan1 xi4 tong3"),
        ("知识产权", "zhi1 shi5 chan3 quan2"),
        ("认识到", "ren4 shi5 dao4"),
        ("训练任务", "xun4 lian4 ren4 wu5"),
        ("看看效果", "kan4 kan5 xiao4 guo3"),
        ("想想办法", "xiang2 xiang5 ban4 fa3"),
        ("常常使用", "chang2 chang2 shi3 yong4"),
        ("刚刚发布", "gang1 gang1 fa1 bu4"),
        ("妈妈", "ma1 ma5"),
        ("思量再三", "si1 liang5 zai4 san1"),
        ("办事稳当", "ban4 shi4 wen3 dang5"),
    ],
)
def test_weak_syllables(text: str, wanted: str) -> None:
    """Common words and doubled verbs end weakly; the same characters elsewhere do not."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一点儿", "yi4 dian3 r5"),
        ("一会儿", "yi2 hui4 r5"),
        ("玩儿游戏", "wan2 r5 you2 xi4"),
        ("好玩儿", "hao3 wan2 r5"),
        ("聊天儿", "liao2 tian1 r5"),
        ("在这儿", "zai4 zhe4 r5"),
        ("女儿", "nv3 er2"),
        ("儿童", "er2 tong2"),
        ("婴儿", "ying1 er2"),
    ],
)
def test_erhua(text: str, wanted: str) -> None:
    """儿 is r5 in words with erhua and a syllable of its own where it means a child."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我想买", "wo2 xiang2 mai3"),
        ("展览馆", "zhan2 lan2 guan3"),
        ("小老虎", "xiao3 lao2 hu3"),
        ("请你", "qing2 ni3"),
        ("可以理解", "ke2 yi3 li2 jie3"),
        ("五百美元", "wu2 bai3 mei3 yuan2"),
        ("水，火", "shui3 huo3"),
    ],
)
def test_third_tones_across_words(text: str, wanted: str) -> None:
    """Third tones rise inside words first, then between short ones."""
    assert spoken(text) == wanted


def test_given_tones_stay() -> None:
    """What a user fixed as a changed tone is left alone."""
    assert sandhi("一个啊", ("yi4", "ge4", "a1")) == ("yi4", "ge4", "a1")
