"""Decide whether a row of letters is read as a word or letter by letter.

Up to three capitals are read letter by letter, except for a few words. Longer rows are read letter
by letter when no dictionary has them and they do not divide into English syllables.

The consonants with which a syllable may begin and end are those of Cruttenden, Gimson's
Pronunciation of English, 8th ed. (2014), ch. 10, in spelling instead of sound. Beginnings that only
loanwords have (`ts`, `vl`) are left out, because initials that look like them are mostly spelled.
"""

from __future__ import annotations

import re

_ONSETS = """
b bl br c ch cl cr d dr dw f fl fr g gl gr h j k kl kn kr l m n p ph pl pr qu r rh s sc sch scr
sh shr sk sl sm sn sp spl spr squ st str sw t th thr tr tw v w wh wr x y z
"""
_NUCLEI = """
a e i o u y ai au aw ay ea ee ei eo eu ew ey ia ie io oa oe oi oo ou ow oy ua ue ui
"""
_CODAS = """
b bs c ch ck cs ct d ds f ff fs ft g gs k ks l ld lf lk ll lm lp ls lt m mb mp mps ms n nc nch nd
nds ng ngs nk nks ns nt nts p ph ps pt pts r rb rc rch rd rf rg rk rks rl rm rn rp rs rt rts s sh
sk sm sp ss st t tch th ts tz v x z zz
"""
_SAID_WORDS = """
AIR ALL AND ARE BAD BIG BOX BUY BY CAN CAR DAY DO FOR FUN GAN GET GIF GO HE HIT HOT HOW IN IS
JOB LAN LET MAC MAN MAX MEN MY NEW NO NOT NOW OF OFF OK ON ONE OR OUR OUT PEN PIN PRO RAM
RED RIP ROM RUN SAY SEE SHE SIM SO THE TO TOP TRY TWO UP WAR WAY WE WHY WIN YES YOU ZIP
"""
_SAID = frozenset(_SAID_WORDS.split())
"""The words of up to three letters that are read as words even in capitals."""
_SMALL = frozenset({"os", "sql"})
"""The initials in small letters that are spelled although the dictionary has them as words."""
_SHORT = 3
"""Rows of at most this many letters are spelled even if they are pronounceable: IDE, api."""
_SHORT_SMALL = 4
"""The most letters of initials in small letters; longer rows with vowels are names of programs."""
_LONGEST = 8
"""The longest row to which the pattern is applied, because it is slow. A longer row is taken to be
pronounceable if it has a vowel, as nobody spells such a row."""


def _any(table: str) -> str:
    return f"(?:{'|'.join(sorted(table.split(), key=lambda row: (-len(row), row)))})"


_WORD = re.compile(
    f"{_any(_ONSETS)}?{_any(_NUCLEI)}(?:{_any(_CODAS)}?{_any(_ONSETS)}{_any(_NUCLEI)})*{_any(_CODAS)}?"
)
_VOWEL = re.compile("[aeiouy]")


def initials(letters: str, *, is_word: bool) -> bool:
    """Tell whether a word is read letter by letter; `is_word` says whether a dictionary has it."""
    if len(letters) <= 1:
        return letters.isalnum()
    if letters in _SMALL:
        return True
    if letters.isupper() and len(letters) <= _SHORT:
        return letters not in _SAID
    if is_word or not letters.isalpha():
        return False
    if letters.isupper() or (letters.islower() and len(letters) <= _SHORT_SMALL):
        short = letters.islower() and len(letters) <= _SHORT
        return short or not pronounceable(letters)
    return (letters.islower() or letters.istitle()) and not _VOWEL.search(letters.lower())


def certain(letters: str) -> bool:
    """Tell whether reading initials letter by letter is certain, and not only a guess.

    It is certain for short capitals, and for letters that cannot be pronounced as a word.
    """
    capitals = letters.isupper() and len(letters) <= _SHORT
    return capitals or len(letters) == 1 or letters in _SMALL or not pronounceable(letters)


def pronounceable(letters: str) -> bool:
    """Tell whether ASCII letters divide into English syllables, as cuda does and gdpr does not."""
    word = letters.lower()
    if len(word) > _LONGEST:
        return bool(_VOWEL.search(word))
    return bool(_WORD.fullmatch(word))
