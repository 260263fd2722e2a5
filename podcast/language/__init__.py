"""The language of what people read: messages stay English in the code, and are told in Chinese.

A message is an f-string where it is raised or printed. At the door to the person (an error, a
warning, a finding, progress, a page of help) `told` looks the finished sentence up among the
templates of `data/language/zh.po`, whose fields stand for what the f-string had filled in, and
fills the Chinese template with the same values. A sentence without a template stays as it is. JSON
and the files that the program writes are English always.
"""

from podcast.language.choice import choose, is_chinese, lang_option
from podcast.language.telling import heading, mark, told, told_lines, word

__all__ = ["choose", "heading", "is_chinese", "lang_option", "mark", "told", "told_lines", "word"]
