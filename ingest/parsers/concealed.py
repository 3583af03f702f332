"""Tell what an office file holds but does not show: hidden rows, columns and runs, and words in the paper's colour."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

__all__ = ["NOTHING", "Folded", "cell_hidden", "folded_sheets", "hidden_styles", "run_hidden"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LIGHT = 240
"""A colour is taken for the paper's own when its red, green and blue are all above this, of 255."""
_SMALLEST = 4
"""Half points: smaller type cannot be read."""
_MOST = 10_000_000
"""Bytes of a part that are looked through: a bomb of a file must not be unpacked for this."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The rows and columns of a sheet, from 1, that are hidden."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


NOTHING = Folded()


def folded_sheets(data: bytes) -> dict[str, Folded]:
    """The hidden rows and columns of each sheet of a workbook, by the sheet's title; sheets without any are left out.

    Raises KeyError, BadZipFile or XMLSyntaxError when the workbook lacks a part or one is damaged.
    """
    found: dict[str, Folded] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return found
        links = {link.get("Id"): link.get("Target") or "" for link in _part(archive, "xl/_rels/workbook.xml.rels")}
        for sheet in _part(archive, "xl/workbook.xml").iter(f"{_S}sheet"):
            target = links.get(sheet.get(_R)) or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if path in names and (folded := _folded(archive, path)) != NOTHING:
                found[sheet.get("name") or ""] = folded
    return found


def _part(archive: zipfile.ZipFile, path: str) -> etree._Element:
    with archive.open(path) as part:
        return etree.fromstring(part.read(_MOST), etree.XMLParser(resolve_entities=False, no_network=True))


def _folded(archive: zipfile.ZipFile, path: str) -> Folded:
    rows, columns = set[int](), set[int]()
    with archive.open(path) as part:
        if b"hidden=" not in (head := part.read(_MOST)) and len(head) < _MOST:
            return NOTHING
    with archive.open(path) as part:
        for _, element in etree.iterparse(part, tag=(f"{_S}row", f"{_S}col"), resolve_entities=False, no_network=True):
            if element.get("hidden") in ("1", "true"):
                if element.tag == f"{_S}row":
                    rows.add(_whole(element.get("r")))
                else:
                    first, last = _whole(element.get("min")), _whole(element.get("max"))
                    columns |= set(range(first, min(last, first + 20_000) + 1))
            element.clear()
    return Folded(frozenset(rows), frozenset(columns))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


def cell_hidden(cell: "Cell | MergedCell") -> bool:
    """Whether a cell's words are in the colour of its ground, or its number format shows nothing."""
    if not cell.has_style:
        return False
    if (cell.number_format or "").replace(" ", "") == ";;;":
        return True
    colour = cell.font.color if cell.font else None
    if colour is None or not _is_white(colour):
        return False
    pattern = getattr(cell.fill, "fill_type", None)
    return pattern is None or (pattern == "solid" and _is_white(getattr(cell.fill, "fgColor", None)))


def _is_white(colour: object) -> bool:
    """Whether an openpyxl colour is white: by its digits, or as the first of a theme, which is the paper's."""
    kind = getattr(colour, "type", None)
    if kind == "theme":
        return getattr(colour, "theme", None) == 0 and not getattr(colour, "tint", 0)
    value = getattr(colour, "rgb", None) if kind == "rgb" else None
    return isinstance(value, str) and _light(value[-6:])


def _light(digits: str) -> bool:
    try:
        return len(digits) == 6 and all(int(digits[at : at + 2], 16) >= _LIGHT for at in (0, 2, 4))
    except ValueError:
        return False


def hidden_styles(styles: etree._Element) -> frozenset[str]:
    """The ids of a Word document's styles whose text does not show."""
    return frozenset(
        style.get(f"{_W}styleId") or ""
        for style in styles.iter(f"{_W}style")
        if style.get(f"{_W}type") != "table" and any(_unseen(part) for part in style.iterchildren(f"{_W}rPr"))
    )


def run_hidden(run: etree._Element | None, styles: frozenset[str]) -> bool:
    """Whether a Word run does not show: marked hidden, too small, white on white, or so by its style."""
    if run is None:
        return False
    properties = run.find(f"{_W}rPr")
    if properties is not None and _unseen(properties):
        return _marked(properties) or not _on_colour(run)
    if properties is not None and _style(properties, "rStyle") in styles:
        return True
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    of_paragraph = paragraph.find(f"{_W}pPr") if paragraph is not None and styles else None
    return of_paragraph is not None and _style(of_paragraph, "pStyle") in styles


def _style(properties: etree._Element, name: str) -> str | None:
    style = properties.find(f"{_W}{name}")
    return style.get(f"{_W}val") if style is not None else None


def _unseen(properties: etree._Element) -> bool:
    return _marked(properties) or _white(properties)


def _marked(properties: etree._Element) -> bool:
    for name in ("vanish", "webHidden", "specVanish"):
        mark = properties.find(f"{_W}{name}")
        if mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off"):
            return True
    return 0 < _whole(_style(properties, "sz")) < _SMALLEST


def _white(properties: etree._Element) -> bool:
    if not _light(_style(properties, "color") or ""):
        return False
    return properties.find(f"{_W}highlight") is None and not _shaded(properties)


def _shaded(properties: etree._Element) -> bool:
    ground = properties.find(f"{_W}shd")
    fill = ground.get(f"{_W}fill") if ground is not None else None
    return fill not in (None, "auto") and not _light(fill or "")


def _on_colour(run: etree._Element) -> bool:
    """Whether a run stands in a shaded paragraph or cell, or in a table whose style may shade it: white shows there."""
    for above in run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}tbl"):
        properties = above.find(f"{above.tag}Pr")
        if properties is None:
            continue
        if above.tag == f"{_W}tbl":
            return _style(properties, "tblStyle") not in (None, "TableGrid", "TableNormal") or _shaded(properties)
        if _shaded(properties):
            return True
    return False
