"""Take out of a PDF page the text that a reader cannot see, so that it reaches neither a fact nor a model.

Text is suspect when it is drawn with no ink, in a colour near white, nearly transparent, too small to read, off the
page or in a layer that is switched off. Whether it shows is then settled by the page's own picture: a white heading on
a blue bar stays, white words on white paper go, and so does invisible text unless it lies over a scan, whose words
it repeats.
"""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pypdfium2 import raw

__all__ = ["remove_unseen"]

_LIGHT = 200
"""A colour is suspect when its red, green and blue are all above this, of 255."""
_FAINT = 40
"""An opacity below this, of 255, is suspect."""
_SMALLEST = 1.5
"""Points: smaller type cannot be read."""
_THIN = 0.7
"""Points: what is drawn thinner than this may be of such type (or a dash)."""
_SHOWS = 24
"""Text shows when it changes the picture by this much, of 255, somewhere."""
_SCAN = 0.5
"""A picture that covers this share of the page makes it a scan."""
_SCALE = 1.5
_LONGEST_SIDE = 2500
"""Pixels: a page may claim to be as large as a house."""
_DEEPEST = 8
"""Forms within forms that are looked into."""
_NO_INK = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Picture = npt.NDArray[np.int16]


def _bound(function: Any, result: type | None, *arguments: type) -> Callable[..., int]:
    """A pdfium function that takes addresses as plain integers: a page has thousands of objects, and what is called
    for each of them costs more in wrapping than in pdfium."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_object_at = _bound(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_form_object_at = _bound(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_fill = _bound(raw.FPDFPageObj_GetFillColor, _INT, *(_ADDRESS,) * 5)
_bounds = _bound(raw.FPDFPageObj_GetBounds, _INT, *(_ADDRESS,) * 5)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A text object that may not show, by its address; `form` is the form it is drawn in, 0 on the page itself."""

    address: int
    form: int
    inkless: bool

    @property
    def handle(self) -> object:
        """The object as pdfium's other functions take it."""
        return _handle(self.address)


def _handle(address: int) -> object:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECT)


def remove_unseen(page: pdfium.PdfPage, layers: bool = False) -> int:
    """Take unseen text objects out of a loaded page, before its text is read; returns how many.

    `layers` says whether the document has layers that can be switched off, which costs a little more to look at.
    """
    finder = _Finder(page, layers)
    gone = list(finder.lost)
    if finder.suspects:
        gone += _not_shown(page, finder.suspects, finder.is_scan)
    for suspect in gone:
        if suspect.form:
            raw.FPDFFormObj_RemoveObject(_handle(suspect.form), suspect.handle)
        else:
            raw.FPDFPage_RemoveObject(page, suspect.handle)
        raw.FPDFPageObj_Destroy(suspect.handle)
    return len(gone)


class _Finder:
    """Passes a page's objects once: `lost` are surely unseen, `suspects` are settled by the picture."""

    def __init__(self, page: pdfium.PdfPage, layers: bool) -> None:
        self.lost: list[_Suspect] = []
        self.suspects: list[_Suspect] = []
        self.is_scan = False
        self._layers = layers
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        owner = ctypes.cast(page.raw, ctypes.c_void_p).value
        self._pass(0, [_object_at(owner, place) for place in range(raw.FPDFPage_CountObjects(page))])

    def _pass(self, form: int, objects: Sequence[int], depth: int = 0) -> None:
        texts: list[tuple[int, int]] = []
        for address, mode in zip(objects, map(_mode, objects), strict=True):
            if mode < 0:
                self._other(address, form, depth)
            else:
                texts.append((address, mode))
        if not texts:
            return
        fills = np.zeros((len(texts), 4), np.uint32)
        boxes = np.zeros((len(texts), 4), np.float32)
        fill, box = fills.ctypes.data, boxes.ctypes.data
        for address, _ in texts:
            _fill(address, fill, fill + 4, fill + 8, fill + 12)
            _bounds(address, box, box + 4, box + 8, box + 12)
            fill, box = fill + 16, box + 16
        faint = (fills[:, :3].min(axis=1) > _LIGHT) | (fills[:, 3] < _FAINT)
        size = boxes[:, 2:] - boxes[:, :2]
        tiny = (size.min(axis=1) < _THIN) & (size.min(axis=1) > 0)  # a blank has no size at all
        away = np.full(len(texts), False) if form else self._off_page(boxes)
        looked = self._layers or bool(faint.any() or tiny.any() or away.any())
        for place, (address, mode) in enumerate(texts):
            if looked and (away[place] or (tiny[place] and _too_small(address))):
                self.lost.append(_Suspect(address, form, False))
            elif mode in _NO_INK:
                self.suspects.append(_Suspect(address, form, True))
            elif looked and (faint[place] or (self._layers and _in_layer(_handle(address)))):
                self.suspects.append(_Suspect(address, form, False))

    def _other(self, address: int, form: int, depth: int) -> None:
        handle = _handle(address)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and not form:
            left, bottom, right, top = _sides(handle)
            page = max((self._right - self._left) * (self._top - self._bottom), 1.0)
            self.is_scan = self.is_scan or (right - left) * (top - bottom) >= _SCAN * page
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = raw.FPDFFormObj_CountObjects(handle)
            self._pass(address, [_form_object_at(address, place) for place in range(max(count, 0))], depth + 1)

    def _off_page(self, boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
        beside = np.logical_or(boxes[:, 2] < self._left, boxes[:, 0] > self._right)
        above: npt.NDArray[np.bool_] = np.logical_or(boxes[:, 3] < self._bottom, boxes[:, 1] > self._top)
        either: npt.NDArray[np.bool_] = np.logical_or(beside, above)
        return either


def _sides(handle: object) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an object, in points of its page or form."""
    sides = tuple(ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def _too_small(address: int) -> bool:
    """By its type size, since a full stop is small in any."""
    size, matrix, handle = ctypes.c_float(), raw.FS_MATRIX(), _handle(address)
    raw.FPDFTextObj_GetFontSize(handle, size)
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    scale = max(abs(matrix.a) + abs(matrix.b), abs(matrix.c) + abs(matrix.d))
    return bool(size.value * scale < _SMALLEST)


def _in_layer(handle: object) -> bool:
    name, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for place in range(raw.FPDFPageObj_CountMarks(handle)):
        mark = raw.FPDFPageObj_GetMark(handle, place)
        buffer = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetName(mark, buffer, 64, length):
            text = name.raw[: length.value].decode("utf-16-le", errors="replace").rstrip("\x00")
            if text == "OC":
                return True
    return False


def _not_shown(page: pdfium.PdfPage, suspects: list[_Suspect], is_scan: bool) -> list[_Suspect]:
    """Those without which the page would look the same; on a scan, invisible text lies over ink that it repeats."""
    whole = _picture(page)
    for suspect in suspects:
        raw.FPDFPageObj_SetIsActive(suspect.handle, False)
    without = _picture(page)
    for suspect in suspects:
        raw.FPDFPageObj_SetIsActive(suspect.handle, True)
    gone = []
    for suspect in suspects:
        rows, columns = _where(page, suspect, whole.shape)
        seen = whole[rows, columns]
        if suspect.inkless:
            shows = is_scan and seen.size > 0 and int(seen.max() - seen.min()) > _SHOWS
        else:
            shows = seen.size > 0 and int(np.abs(seen - without[rows, columns]).max()) > _SHOWS
        if not shows:
            gone.append(suspect)
    return gone


def _picture(page: pdfium.PdfPage) -> Picture:
    scale = min(_SCALE, _LONGEST_SIDE / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    return np.array(bitmap.to_pil().convert("RGB"), dtype=np.int16)


def _where(page: pdfium.PdfPage, suspect: _Suspect, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of the picture that a text object covers."""
    if suspect.form:  # its place is told in the form's own space: the whole picture is compared
        return slice(0, shape[0]), slice(0, shape[1])
    left, bottom, right, top = _sides(suspect.handle)
    across, down = [], []
    for x, y in ((left, bottom), (right, top)):
        column, row = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, shape[1], shape[0], 0, x, y, column, row)
        across.append(column.value)
        down.append(row.value)
    return (
        slice(max(min(down) - 1, 0), max(max(down) + 2, 0)),
        slice(max(min(across) - 1, 0), max(max(across) + 2, 0)),
    )
