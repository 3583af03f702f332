"""Turn HTML bytes into a tree within bounds, and say what its styles mean for a reader.

Depth, size and entity expansion are bounded by libxml2 and by `MAX_BYTES`; nothing here fetches or expands anything.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from ingest.errors import UnreadableFile

__all__ = [
    "MAX_BYTES",
    "Style",
    "Stylesheet",
    "attribute",
    "kind",
    "read_tree",
    "style_of",
]

MAX_BYTES = 256 * 1024 * 1024
"""The largest real filings are near 60 MB."""

Colour = tuple[int, int, int]


def read_tree(data: bytes, name: str) -> etree._Element:
    """The root of an HTML or XHTML document.

    Inline XBRL is XHTML and is read strictly as such; anything not well formed falls back to the forgiving HTML
    parser. Raises UnreadableFile when the file is too large, nested beyond 2,048 levels, or holds no markup at all.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{name}: {len(data) >> 20} MB of HTML is more than {MAX_BYTES >> 20} MB; split it")
    if b"xmlns" in data[:65536]:
        try:
            return _strip(etree.fromstring(data, _xml_parser()))
        except (etree.XMLSyntaxError, ValueError):
            pass  # not well formed after all: read it as a browser would
    encoding = None if _declares_encoding(data) else _encoding(data)
    for huge in (False, True):
        parser = etree.HTMLParser(
            huge_tree=huge,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            encoding=encoding,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            raise UnreadableFile(f"{name}: no text in it; fetch it again from where it came")
        if not any("depth" in entry.message.lower() for entry in parser.error_log):
            return _strip(root)
    raise UnreadableFile(f"{name}: its markup is nested more than 2,048 levels deep; save it as PDF and ingest that")


def _xml_parser() -> etree.XMLParser:
    return etree.XMLParser(
        huge_tree=False,
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _strip(root: etree._Element) -> etree._Element:
    # Entity references that were not resolved would otherwise turn up as nodes without a tag name.
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return root


def _declares_encoding(data: bytes) -> bool:
    head = data[:2048].lower()
    return b"charset" in head or b"encoding=" in head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@lru_cache(maxsize=4096)
def kind(tag: str) -> str:
    """A tag's name in one form whichever parser read it: "td", "ix:nonfraction", "xbrli:context"."""
    namespace, closing, local = tag.rpartition("}")
    if not closing:
        return tag.lower()
    if "inlineXBRL" in namespace:
        return f"ix:{local.lower()}"
    if "xbrl.org/2003/instance" in namespace:
        return f"xbrli:{local.lower()}"
    if "xbrl.org/2006/xbrldi" in namespace:
        return f"xbrldi:{local.lower()}"
    return local.lower()


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its XHTML spelling; the HTML parser has made names lower case."""
    value = element.get(name)
    return value if value is not None else element.get(name.lower())


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says that matters for reading: None means inherited. `indent` is in points."""

    hidden: bool = False
    colour: Colour | None = None
    background: Colour | None = None
    pictured: bool = False
    tiny: bool | None = None
    raised: bool = False
    bold: bool = False
    indent: float = 0.0
    break_before: bool = False
    break_after: bool = False


PLAIN = Style()

_NAMED_COLOURS: dict[str, Colour] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "ivory": (255, 255, 240),
    "snow": (255, 250, 250),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "azure": (240, 255, 255),
    "mintcream": (245, 255, 250),
    "silver": (192, 192, 192),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "maroon": (128, 0, 0),
    "yellow": (255, 255, 0),
    "olive": (128, 128, 0),
    "lime": (0, 255, 0),
    "green": (0, 128, 0),
    "aqua": (0, 255, 255),
    "cyan": (0, 255, 255),
    "teal": (0, 128, 128),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "fuchsia": (255, 0, 255),
    "magenta": (255, 0, 255),
    "purple": (128, 0, 128),
    "orange": (255, 165, 0),
}
_POINTS = {
    "pt": 1.0,
    "px": 0.75,
    "em": 12.0,
    "rem": 12.0,
    "in": 72.0,
    "cm": 28.35,
    "mm": 2.835,
    "%": 6.0,
    "": 0.75,
}
_LENGTH = re.compile(r"^(-?\d{0,6}\.?\d{0,6})(pt|px|r?em|in|cm|mm|%|)$")
_BREAKS = {"always", "page", "left", "right", "recto", "verso"}


def _points(value: str) -> float:
    match = _LENGTH.match(value)
    if not match or match[1] in ("", "-", ".", "-."):
        return 0.0
    return float(match[1]) * _POINTS[match[2]]


def _colour(value: str) -> Colour | None:
    value = value.strip().lower()
    if value in _NAMED_COLOURS:
        return _NAMED_COLOURS[value]
    if re.fullmatch(r"#?[0-9a-f]{6}", value):
        digits = value.lstrip("#")
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return int(value[1] * 2, 16), int(value[2] * 2, 16), int(value[3] * 2, 16)
    match = re.match(r"rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})", value)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


_CLEAR = re.compile(
    r"(?:rgba|hsla)?\([^)]*[,/]\s*0*\.?0*%?\s*\)|rgb\([^)]*/\s*0*\.?0*%?\s*\)|#[0-9a-f]{3}0$|#[0-9a-f]{6}0[0-7]$"
)
_CLIPPED = re.compile(
    r"rect\(\s*0?(?:px|pt)?[,\s]+[01]?(?:px|pt)?[,\s]+[01]?(?:px|pt)?[,\s]+0?(?:px|pt)?\s*\)"
    r"|inset\(\s*(?:100|[5-9]\d)(?:\.\d+)?%|circle\(\s*0"
)
_SHRUNK = re.compile(r"scale[xy]?\(\s*0*\.?0*\s*[,)]|opacity\(\s*0*\.?0*%?\s*\)|translate[xy]?\(\s*-\d{4,}")


@lru_cache(maxsize=8192)
def parse_style(text: str) -> Style:
    """The meaning of a `style` attribute or of a rule's declarations."""
    hidden = tiny = None
    flat = cut = False
    colour = background = None
    pictured = raised = bold = before = after = False
    sides = {"padding": 0.0, "margin": 0.0, "text-indent": 0.0}
    for declaration in text.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        match name:
            case "display":
                hidden = hidden or value == "none"
            case "visibility":
                hidden = hidden or value in ("hidden", "collapse")
            case "opacity":
                hidden = hidden or _zero(value)
            case "color":
                hidden = hidden or value == "transparent" or bool(_CLEAR.match(value))
                colour = _colour(value)
            case "background-color" | "background":
                background = _colour(value.split(" ")[0] if not value.startswith("rgb") else value)
                pictured = pictured or "url(" in value or "gradient" in value
            case "background-image":
                pictured = value != "none"
            case "font-size":
                tiny = _zero(value) or _speck(value)
            case "vertical-align":
                raised = raised or value == "super"
            case "font-weight":
                bold = value in ("bold", "bolder", "600", "700", "800", "900")
            case "padding" | "margin":
                parts = value.split()
                sides[name] = _points(parts[{1: 0, 2: 1, 3: 1, 4: 3}[len(parts)]]) if 1 <= len(parts) <= 4 else 0.0
            case "left" | "top" | "right" | "bottom" | "margin-left" | "margin-top" if _points(value) <= -900:
                hidden = True
            case "padding-left" | "margin-left":
                sides[name.removesuffix("-left")] = _points(value)
            case "text-indent":
                sides[name] = _points(value)
            case "height" | "width" | "max-height" | "max-width":
                flat = flat or _zero(value) or _speck(value)
            case "overflow" | "overflow-x" | "overflow-y":
                cut = cut or value in ("hidden", "clip")
            case "clip" | "clip-path":
                hidden = hidden or bool(_CLIPPED.match(value))
            case "transform" | "filter":
                hidden = hidden or bool(_SHRUNK.search(value))
            case "content-visibility":
                hidden = hidden or value == "hidden"
            case "page-break-before" | "break-before":
                before = value in _BREAKS
            case "page-break-after" | "break-after":
                after = value in _BREAKS
    indent = sum(sides.values())
    return Style(
        hidden=bool(hidden) or (flat and cut) or sides["text-indent"] <= -900,
        colour=colour,
        background=background,
        pictured=pictured,
        tiny=tiny,
        raised=raised,
        bold=bold,
        indent=indent if -900 < indent < 900 else 0.0,
        break_before=before,
        break_after=after,
    )


def _zero(value: str) -> bool:
    return bool(re.fullmatch(r"0*\.?0*(pt|px|r?em|%|in|)", value)) and "0" in value


def _speck(value: str) -> bool:
    """Whether a length is positive and less than a point."""
    return any(char.isdigit() for char in value) and 0 < _points(value) < 1


class Stylesheet:
    """The rules of a document's `<style>` elements: `td`, `.hide`, `#note`, `p.hide`, and these within others
    (`div.memo > p .hide`). Selectors by state, order or attribute are passed over."""

    _SELECTOR = re.compile(r"^([a-z][a-z0-9]*|\*)?([.#][\w-]+)*$", re.IGNORECASE)
    _LIMIT = 5000

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[str, str] = {}
        self._nested: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._count = 0
        for element in root.iter():
            if kind(element.tag) == "style" and element.text:
                for block in _without_comments(element.text[:1_000_000]).split("}"):
                    selectors, _, declarations = block.rpartition("{")
                    self._add(selectors.rpartition("{")[2], declarations)

    def _add(self, selectors: str, declarations: str) -> None:
        for selector in selectors.split(","):
            parts = tuple(_folded(part) for part in re.split(r"[\s>]+", selector.strip()[:500]) if part)
            if not parts or not all(map(self._SELECTOR.match, parts)) or self._count >= self._LIMIT:
                continue
            self._count += 1
            if len(parts) == 1 and re.fullmatch(r"[^.#*]*(?:[.#][^.#]+)?", parts[0]):
                self._rules[parts[0]] = self._rules.get(parts[0], "") + ";" + declarations
            else:
                last = re.split(r"(?=[.#])", parts[-1])[-1]
                self._nested.setdefault(last, []).append((parts, declarations))

    def __bool__(self) -> bool:
        return bool(self._rules or self._nested)

    def declarations(self, element: etree._Element, tag: str) -> str:
        """All declarations that reach the element by tag, class and id, weakest first."""
        if not self:
            return ""
        names = [f".{name}" for name in (element.get("class") or "").split()[:20]]
        if element.get("id"):
            names.append(f"#{element.get('id')}")
        keys = [tag, *names, *(tag + name for name in names)]
        found = [self._rules[key] for key in keys if key in self._rules]
        for key in (tag, "*", *names) if self._nested else ():
            found += [said for parts, said in self._nested.get(key, ()) if _within(element, parts)]
        return ";".join(found)


def _folded(selector: str) -> str:
    """A simple selector with its tag in lower case."""
    tag = re.split(r"[.#]", selector)[0]
    return tag.lower() + selector[len(tag) :]


def _within(element: etree._Element, parts: tuple[str, ...]) -> bool:
    """Whether the element answers to the last of some selectors, and elements around it to the others in turn."""
    if not _answers(element, parts[-1]):
        return False
    left = list(parts[:-1])
    for above in element.iterancestors():
        if left and _answers(above, left[-1]):
            left.pop()
    return not left


def _answers(element: etree._Element, selector: str) -> bool:
    tag, *marks = re.split(r"(?=[.#])", selector)
    if tag not in ("", "*") and kind(element.tag) != tag:
        return False
    classes = (element.get("class") or "").split()
    return all(mark[1:] in classes if mark[0] == "." else mark[1:] == element.get("id") for mark in marks)


def _without_comments(text: str) -> str:
    kept = []
    for part in text.split("/*"):
        before, closed, after = part.partition("*/")
        kept.append(after if closed else before)
    return "".join(kept)


def style_of(element: etree._Element, tag: str, sheet: Stylesheet) -> Style:
    """The element's own style: sheet rules, old attributes (`bgcolor`, `color`, `hidden`), then its `style`."""
    if not sheet and not element.attrib:
        return PLAIN
    parts = [sheet.declarations(element, tag)]
    for name, declared in (("bgcolor", "background-color"), ("color", "color")):
        value = element.get(name)
        if value:
            parts.append(f"{declared}:{value}")
    if element.get("hidden") is not None:
        parts.append("display:none")
    if element.get("style"):
        parts.append(element.get("style") or "")
    joined = ";".join(filter(None, parts))
    return parse_style(joined) if joined else PLAIN
