"""Pack the characters of Chinese given names into podcast/data/pinyin/given.txt.

jieba's dictionary (MIT) marks names of persons. The table has the characters that follow one of the
hundred commonest surnames in eight names of three characters or more. Names that transliterate
foreign ones are left out by their characters, and so are words of grammar (法师曾在此主持).

Usage: ``python tools/pack_names.py [--out FILE]``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from podcast.chinese.pinyin.words import persons

OUT = Path(__file__).parents[1] / "podcast/data/pinyin/given.txt"
_OFTEN = 8
_WHOLE = 3
# 公安部《二〇二〇年全国姓名报告》, without those of several readings
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹彭肖萧蔡潘田董袁于余叶蒋杜苏魏程吕丁"
    "沈姚卢姜崔钟谭陆汪范金石廖贾韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_FOREIGN = frozenset("尔斯克特德拉里莱伊阿卡姆巴尼塔布洛迪佩蒂莎娃赫维埃萨索基雅尤诺莫戈耶撒格辛")
_GRAMMAR = frozenset(
    "在为以之其是有而所将已不得从于与此自向对多次可能会被把给再又也都就才却更很最每各该这那"
)


def given(names: Iterable[str]) -> str:
    """Return the characters that are often in given names of two characters."""
    counts = Counter(
        char
        for name in names
        if len(name) == _WHOLE and name[0] in _SURNAMES and not _FOREIGN & set(name[1:])
        for char in set(name[1:]) - _GRAMMAR
    )
    return "".join(sorted(char for char, count in counts.items() if count >= _OFTEN))


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    characters = given(persons())
    options.out.write_text(f"{characters}\n", "utf-8")
    print(f"{options.out}: {len(characters)} characters")


if __name__ == "__main__":
    main()
