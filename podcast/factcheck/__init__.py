"""The fact check: trace every claim of a narration to the post, without a language model.

`judge` looks at one line about one item, `judge_frame` at one line about the whole post, and
`judge_lines` at all lines of a script. `untold` compares the other way round, and `strangers` finds
people whom an item does not name. `content` and `holds` tell which words say what a text is about,
and whether another text has them.
"""

from podcast.factcheck.judge import LONGEST, judge, judge_frame, judge_lines
from podcast.factcheck.statements import content, holds
from podcast.factcheck.strangers import strangers
from podcast.factcheck.untold import untold

__all__ = [
    "LONGEST",
    "content",
    "holds",
    "judge",
    "judge_frame",
    "judge_lines",
    "strangers",
    "untold",
]
