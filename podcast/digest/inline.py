"""Read the inside of a paragraph, heading or list entry: its lines with words, links and images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from podcast.digest import wording
from podcast.digest.linebreaks import SourceLine, Span, join
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
"""Matches most addresses: absolute addresses that need no normalisation."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_SOURCE = re.compile(r"\bsrc=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "rt", "rp", "video", "audio", "small", "figcaption", "svg"})
"""The elements whose words are not part of the text: ruby, captions, scripts, media."""
_ELEMENTS = frozenset(
    "a abbr b bdi bdo big br center cite code del details dfn div em font h1 h2 h3 h4 h5 h6 hr i"  # noqa: SIM905
    " img ins kbd li mark nobr ol p pre q rb ruby s samp section span strike strong sub summary"
    " sup table tbody td th thead time tr tt u ul var wbr".split()
)
"""The elements that may stand inside text; `<String>` in `List<String>` is no element."""
_WHY_SILENT = {"small": "caption", "figcaption": "caption", "script": "script", "style": "script"}
# Hexo, Jekyll and Hugo tags, kramdown attributes, tables of contents, task boxes
_TEMPLATE = re.compile(
    r"\{%.{0,200}?%\}|\{\{.{0,200}?\}\}|\{:[^}]{0,200}\}|\{[#.][\w-]{1,60}\}"
    r"|^\[TOC\]$|^\[[ xX/-]\] "
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w-])")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_GLUED = re.compile(r"(?<=[A-Za-z0-9])(?=https?://)", re.IGNORECASE)
_STARS = re.compile(r"(?:^|\s)[⭐★]\ufe0f?\s?\d[\d,.]*[kKwW万]?\+?(?=\s|$)")
_MENTION = re.compile(r"(?<![\w@])@(?=\w)")
_LESS = re.compile(r"(?<=[\w)\]])<(?=[\w(])(?![^<>]{0,40}>)")
"""Matches a sign of comparison, which has no spaces around it and no `>` after it."""
_BEFORE_ADDRESS = re.compile(
    r"([^\s，,；;。！？!?、：:（(）)]{1,40})[：:](\s*)(?=https?://|www\.)", re.IGNORECASE
)
_CODE_WORD = re.compile(
    r"[\w\u2e80-\U0003ffff][\w .+#'’%，。、：·-]*(?:\(\)| \([\w .]+\))?|\w+/\w+"
)
_SIGNS_MOST = 60
"""The most characters of signs that may stand before the bold words of a line's beginning."""
_SUPERSCRIPT = re.compile(r"[0-9+n−-]{1,6}")
_SUBSCRIPT = re.compile(r"[0-9]{1,4}|[a-z]")


@dataclass(frozen=True, slots=True)
class Inline:
    """One line of an inline token, up to an intended line break; not cleaned yet."""

    row: int
    """The number of lines from the token's first line to this line."""
    text: str
    strong: str = ""
    """The bold words at the very beginning (at most emoji stand before them)."""
    links: tuple[Link, ...] = ()
    """The links: first bare addresses, then links with words in the order of `spans`."""
    spans: tuple[Span, ...] = ()
    images: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    """The text that is left out: reason ("struck-out text", "caption", "code" …) and words."""


@dataclass(slots=True)
class _State:
    """The elements that are open, across the lines of an inline token."""

    line: SourceLine
    bold: bool = False
    leading: bool = False
    """Whether the open bold words stand at the beginning of their line."""
    struck: int = 0
    silent: list[str] = field(default_factory=list)
    """The open elements whose words are left out."""
    link: tuple[str, int] | None = None
    """The URL of the open link, and the offset of its words in the line."""
    raised: str = ""
    """The open element `sup` or `sub`, if any."""


def read(children: Sequence[Token], footnotes: Mapping[str, Sequence[Link]]) -> tuple[Inline, ...]:
    """Read the children of an inline token, line by line.

    A reference to a footnote adds the links of that footnote.
    Struck-out words, HTML tags and comments, scripts, captions, template tags, e-mail addresses and
    code that is not a word are left out.
    """
    lines = list(_lines(children, footnotes))
    return tuple(_inline(line) for line in join(lines))


def web_url(url: object) -> str | None:
    """Return an absolute http(s) URL in ASCII, or None when `url` is anything else."""
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
    """Yield the lines of the post as they are written."""
    state = _State(SourceLine(0))
    for token in _with_products(children):
        hard = token.type == "hardbreak" or _is_break(token)
        if token.type == "softbreak" or hard:
            _close_link(state)
            state.line.ends_hard = hard
            state.line.goes_on = state.bold or state.link is not None
            yield state.line
            is_line_end = token.type in ("softbreak", "hardbreak")
            state.line = SourceLine(state.line.row + is_line_end)
            state.leading = state.bold
            state.link = (state.link[0], 0) if state.link else None
        elif token.type == "footnote_ref":
            state.line.links += footnotes.get(token.meta["label"], ())
        else:
            _take(state, token)
    yield state.line


def _with_products(children: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens, with stars between figures as they are written: 40*30*25 is no emphasis."""
    figures = [_FIGURE.fullmatch(each.content) for each in children]
    products = {
        index
        for index in range(1, len(children) - 3)
        if children[index].type == "em_open"
        and children[index].markup == "*"
        and children[index + 2].type == "em_close"
        and figures[index + 1]
        and children[index - 1].content[-1:].isdigit()
        and children[index + 3].content[:1].isdigit()
    }
    for index, token in enumerate(children):
        is_star = index in products or index - 2 in products
        yield Token("text", "", 0, content="*") if is_star else token


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
    """Say whether a line has no words yet, and at most signs."""
    return line.length <= _SIGNS_MOST and not clean("".join(line.words))


def _text(text: str) -> str:
    """Return text without e-mail addresses, mentions and star counts, and with spaces around `<`.

    Without the spaces, a comparison would look like the beginning of a tag.
    """
    if "://" in text:
        text = _GLUED.sub(" ", text)
    if "⭐" in text or "★" in text:
        text = _STARS.sub(GONE, text)
    if "@" in text:
        text = _MENTION.sub("", _MAIL.sub(GONE, text))
    return _LESS.sub(" < ", text) if "<" in text else text


def _take_code(state: _State, code: str) -> None:
    """Add code that is a word or a name to the line; leave out a path, a command or a pattern."""
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
        words = _super_or_subscript(state.raised, words)
    line = state.line
    line.words.append(words)
    line.length += len(words)
    if state.leading:
        line.strong.append(words)


def _super_or_subscript(tag: str, words: str) -> str:
    """Return the words of a `sub` or of a power in `sup`; empty for the mark of a footnote."""
    if tag == "sup":
        return words.translate(SUPERSCRIPTS) if _SUPERSCRIPT.fullmatch(words.strip()) else ""
    return words if _SUBSCRIPT.fullmatch(words.strip()) else f" {words}"


def _close_link(state: _State) -> None:
    """End the open link, or the part of it that stands on this line."""
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
    """Remove the colon between words and an address, unless the words are a label like 项目地址."""
    label = match[1].strip()
    if not any(map(str.isalpha, label)):
        return f"{match[1]} {match[2]}"  # a figure such as 1% is the end of a sentence
    is_label = wording.why("link", label) or wording.why("label", label) in ("metadata", "credit")
    return match[0] if is_label else f"{match[1]} {match[2]}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
