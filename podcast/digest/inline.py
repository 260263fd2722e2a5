"""The inside of a paragraph, heading or list entry: its lines, their words, links and images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from podcast.digest import wording
from podcast.digest.linebreaks import SourceLine, Span, joined
from podcast.digest.markdown import SUPERSCRIPTS
from podcast.lib.plaintext import GONE, clean, has_address, urls
from podcast.model import Link

_DANGEROUS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")  # after punycode
_ORDINARY_MOST = 250
_ORDINARY = re.compile(
    r"https?://(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}"
    r"(?:/[A-Za-z0-9/._~-]*)?(?:\?[A-Za-z0-9/._~=&-]+)?(?:#[A-Za-z0-9/._~-]+)?"
)
"""An address that is absolute and normal as it stands, as most are."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_SOURCE = re.compile(r"\bsrc=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "rt", "rp", "video", "audio", "small", "figcaption", "svg"})
"""Elements whose words are no part of the text: sounds above ruby, captions, what players show."""
_ELEMENTS = frozenset(
    "a abbr b bdi bdo big br center cite code del details dfn div em font h1 h2 h3 h4 h5 h6 hr i"  # noqa: SIM905
    " img ins kbd li mark nobr ol p pre q rb ruby s samp section span strike strong sub summary"
    " sup table tbody td th thead time tr tt u ul var wbr".split()
)
"""Elements that stand inside of text; `List<String>` holds none."""
_WHY_SILENT = {"small": "caption", "figcaption": "caption", "script": "script", "style": "script"}
# Hexo, Jekyll and Hugo tags, kramdown attributes, tables of contents, task boxes
_TEMPLATE = re.compile(
    r"\{%.{0,200}?%\}|\{\{.{0,200}?\}\}|\{:[^}]{0,200}\}|\{[#.][\w-]{1,60}\}"
    r"|^\[TOC\]$|^\[[ xX/-]\] "
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w-])")
_GLUED = re.compile(r"(?<=[A-Za-z0-9])(?=https?://)", re.IGNORECASE)
_STARS = re.compile(r"(?:^|\s)[⭐★]\ufe0f?\s?\d[\d,.]*[kKwW万]?\+?(?=\s|$)")
_MENTION = re.compile(r"(?<![\w@])@(?=\w)")
_LESS = re.compile(r"(?<=[\w)\]])<(?=[\w(])(?![^<>]{0,40}>)")
"""A comparison: a sign without spaces that nothing closes."""
_BEFORE_ADDRESS = re.compile(
    r"([^\s，,；;。！？!?、：:（(）)]{1,40})[：:](\s*)(?=https?://|www\.)", re.IGNORECASE
)
_CODE_WORD = re.compile(
    r"[\w\u2e80-\U0003ffff][\w .+#'’%，。、：·-]*(?:\(\)| \([\w .]+\))?|\w+/\w+"
)
_SIGNS_MOST = 60
"""Characters before something bold, beyond which it does not begin its line."""
_SUPERSCRIPT = re.compile(r"[0-9+n−-]{1,6}")
_SUBSCRIPT = re.compile(r"[0-9]{1,4}|[a-z]")


@dataclass(frozen=True, slots=True)
class Inline:
    """One line of an inline token, up to a line break that means something; not cleaned yet."""

    row: int
    """Lines from the token's first one to this."""
    text: str
    strong: str = ""
    """The words in strong at the very beginning (after emoji at most)."""
    links: tuple[Link, ...] = ()
    """Those with words come first, in the order of `spans`."""
    spans: tuple[Span, ...] = ()
    images: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    """What was left out of the words, with the reason: "struck-out text", "caption", "code"."""


@dataclass(slots=True)
class _State:
    """What is open across the lines of an inline token."""

    line: SourceLine
    bold: bool = False
    leading: bool = False
    """Whether what is bold now began its line."""
    struck: int = 0
    silent: list[str] = field(default_factory=list)
    """Elements whose words are left out."""
    link: tuple[str, int] | None = None
    """URL of the open link, and where its words begin in the line."""
    raised: str = ""
    """`sup` or `sub` while one is open."""


def read(children: Sequence[Token], footnotes: Mapping[str, Sequence[Link]]) -> tuple[Inline, ...]:
    """Read the children of an inline token, line by line. A footnote counts as its links.

    Left out: struck-out words, HTML tags and comments, scripts, captions, template tags, code that
    is no word, e-mail addresses.
    """
    lines = list(_lines(children, footnotes))
    return tuple(_inline(line) for line in joined(lines))


def web_url(url: object) -> str | None:
    """Return an absolute http(s) URL in ASCII; None when `url` is anything else."""
    if isinstance(url, str) and len(url) <= _ORDINARY_MOST and _ORDINARY.fullmatch(url):
        return url
    try:
        normal = normalizeLink(_UNSAFE.sub("", str(url)).strip())
        parts = urlsplit(normal)
        absolute = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:
        return None
    return normal if absolute else None


def _lines(
    children: Sequence[Token], footnotes: Mapping[str, Sequence[Link]]
) -> Iterator[SourceLine]:
    """Yield the lines as they are broken in the post."""
    state = _State(SourceLine(0))
    for token in children:
        hard = token.type == "hardbreak" or _is_break(token)
        if token.type == "softbreak" or hard:
            _close_link(state)
            state.line.ends_hard = hard
            state.line.goes_on = state.bold or state.link is not None
            yield state.line
            written = token.type in ("softbreak", "hardbreak")
            state.line = SourceLine(state.line.row + written)
            state.leading = state.bold
            state.link = (state.link[0], 0) if state.link else None
        elif token.type == "footnote_ref":
            state.line.links += footnotes.get(token.meta["label"], ())
        else:
            _take(state, token)
    yield state.line


def _is_break(token: Token) -> bool:
    match = _TAG.match(token.content) if token.type == "html_inline" else None
    return match is not None and match[2].lower() == "br"


def _take(state: _State, token: Token) -> None:
    match token.type:
        case "strong_open" | "strong_close":
            state.bold = token.nesting > 0
            state.leading = state.bold and _is_at_front(state.line)
        case "s_open" | "s_close":
            state.struck += token.nesting
            _say(state, GONE if token.nesting < 0 else "")
        case "link_open":
            state.link = str(token.attrs.get("href", "")), state.line.length
        case "link_close":
            _close_link(state)
            state.link = None
        case "image":
            _take_image(state.line, str(token.attrs.get("src", "")))
        case "embed":
            state.line.silent.append(("embedded file", token.content))
        case "html_inline":
            _take_html(state, token.content)
        case "code_inline":
            _take_code(state, token.content)
        case "text":
            _say(state, _text(token.content))


def _is_at_front(line: SourceLine) -> bool:
    """Say whether a line has no words yet, but for signs."""
    return line.length <= _SIGNS_MOST and not clean("".join(line.words))


def _text(written: str) -> str:
    """Return text without addresses of people, its comparisons apart from what tags look like."""
    if "://" in written:
        written = _GLUED.sub(" ", written)
    if "⭐" in written or "★" in written:
        written = _STARS.sub(GONE, written)
    if "@" in written:
        written = _MENTION.sub("", _MAIL.sub(GONE, written))
    return _LESS.sub(" < ", written) if "<" in written else written


def _take_code(state: _State, code: str) -> None:
    """Say code that is a word or a name; a path, a command or a pattern has no sound."""
    if _CODE_WORD.fullmatch(_MENTION.sub("", code.strip())):
        _say(state, _MENTION.sub("", code.strip()))
    else:
        state.line.silent.append(("code", code))
        _say(state, GONE)


def _say(state: _State, words: str) -> None:
    if state.struck or state.silent:
        if words.strip(GONE + " "):
            why = (
                "struck-out text" if state.struck else _WHY_SILENT.get(state.silent[-1], "caption")
            )
            state.line.silent.append((why, words))
        return
    if not words:
        return
    if state.raised:
        words = _raised(state.raised, words)
    line = state.line
    line.words.append(words)
    line.length += len(words)
    if state.leading:
        line.strong.append(words)


def _raised(tag: str, words: str) -> str:
    """Return 6 as ⁶ where it is a power, 2 as 2 in H₂O; marks of footnotes have no sound."""
    if tag == "sup":
        return words.translate(SUPERSCRIPTS) if _SUPERSCRIPT.fullmatch(words.strip()) else ""
    return words if _SUBSCRIPT.fullmatch(words.strip()) else f" {words}"


def _close_link(state: _State) -> None:
    """End the link here, or what stands of it on this line."""
    if state.link is None:
        return
    href, start = state.link
    line = state.line
    words = "".join(line.words)[start:]
    line.spans.append(Span(start, line.length, href))
    url = web_url(href)
    if url:
        line.links.append(Link(clean(words) or _host(url), url))


def _take_image(line: SourceLine, source: str) -> None:
    source = _UNSAFE.sub("", source).strip()
    if source and not _DANGEROUS.match(source):
        line.images.append(source)


def _take_html(state: _State, tag: str) -> None:
    match = _TAG.match(tag)
    if not match:
        return
    closing, name = bool(match[1]), match[2].lower()
    if name in _SILENT:
        _mute(state, name, opens=not closing and not tag.endswith("/>"), closes=closing)
    elif name not in _ELEMENTS and tag[1:2].isupper():
        _say(state, tag)  # a type, as in List<String>
    elif name in ("sup", "sub"):
        state.raised = "" if closing else name
    elif name == "img" and (source := _SOURCE.search(tag)):
        _take_image(state.line, source[1])
    elif name == "a" and closing:
        _close_link(state)
        state.link = None
    elif name == "a" and (href := _HREF.search(tag)):
        state.link = href[1], state.line.length


def _mute(state: _State, name: str, *, opens: bool, closes: bool) -> None:
    if closes:
        state.silent = state.silent[:-1]
    elif opens:
        state.silent.append(name)


def _inline(line: SourceLine) -> Inline:
    whole = "".join(line.words)
    text = _BEFORE_ADDRESS.sub(_without_colon, whole) if has_address(whole) else whole
    if "{" in text or "[" in text:
        text = _TEMPLATE.sub("", text)
    bare = (Link(_host(url), url) for url in map(web_url, urls(text)) if url)
    links = {link.url: link for link in (*bare, *line.links)}
    return Inline(
        row=line.row,
        text=text,
        strong="".join(line.strong),
        links=tuple(links.values()),
        spans=tuple(line.spans) if len(text) == len(whole) else (),
        images=tuple(line.images),
        silent=tuple(line.silent),
    )


def _without_colon(match: re.Match[str]) -> str:
    """Keep the words before an address, unless they only name it, as 项目地址 does."""
    label = match[1].strip()
    named = wording.why("link", label) or wording.why("label", label) in ("metadata", "credit")
    return match[0] if named else f"{match[1]} {match[2]}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
