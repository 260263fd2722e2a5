"""The fact check: trace every claim of a narration to the post, without a language model.

`judge` looks at one line about one item, `judge_frame` at one line about the whole post, and
`judge_lines` at all lines of a script. `untold` compares the other way round, `strangers` finds
people whom an item does not name, `unfounded` and `unfounded_in_frame` clauses about nothing that
is in it, and `rearranged` those that put together what no sentence of it does. `content` and
`holds` tell which words say what a text is about, and whether another text has them.
"""

from podcast.factcheck.judge import LONGEST, judge, judge_frame, judge_lines
from podcast.factcheck.rearranged import rearranged
from podcast.factcheck.statements import content, holds
from podcast.factcheck.strangers import strangers
from podcast.factcheck.unfounded import unfounded, unfounded_in_frame
from podcast.factcheck.untold import untold

__all__ = [
    "LONGEST",
    "content",
    "holds",
    "judge",
    "judge_frame",
    "judge_lines",
    "rearranged",
    "strangers",
    "unfounded",
    "unfounded_in_frame",
    "untold",
]
