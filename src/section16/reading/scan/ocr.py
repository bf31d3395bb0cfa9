"""The one door to the engine that recognises letters: Tesseract, inside this process, a line at a time."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from section16.errors import MissingExtra, Section16Error
from section16.reading.scan.ink import WHITE, Grey


class Spelled(NamedTuple):
    """A word as recognised: where it stands in the picture of its line, and how sure the engine is (0 to 1).

    `letters` are the confidences of its letters.
    """

    text: str
    left: float
    right: float
    confidence: float
    letters: tuple[float, ...] = ()


class Engine(Protocol):
    """What recognises the letters of a line."""

    def line(self, grey: Grey, alphabet: str = "", *, single: bool = False) -> tuple[Spelled, ...]:
        """Read a picture of one line, or of a `single` letter, with no letters but `alphabet`'s if given."""


class MissingTessdata(MissingExtra):
    """Tesseract is installed, its English data is not."""

    def __init__(self, looked: tuple[str, ...]) -> None:
        Section16Error.__init__(
            self,
            "reading a scan needs Tesseract's English data, the file eng.traineddata, which is in none of "
            f"{', '.join(looked)}. Install it: 'apt install tesseract-ocr-eng' (Debian, Ubuntu), "
            "'dnf install tesseract-langpack-eng' (Fedora), 'brew install tesseract' (macOS); or set "
            "TESSDATA_PREFIX to the folder that holds it",
        )
        self.extra = "scan"


_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
_DATA = "eng.traineddata"


def tessdata() -> Path:
    """Return the folder of Tesseract's English data. Raises `MissingTessdata` when it is nowhere."""
    told = os.environ.get("TESSDATA_PREFIX")
    places = (told, f"{told}/tessdata", *_PLACES) if told else _PLACES
    for place in places:
        root = Path(place.split("*")[0]) if "*" in place else Path(place)
        folders = sorted(root.glob(place[len(str(root)) + 1 :]), reverse=True) if "*" in place else [root]
        for folder in folders:
            if (folder / _DATA).is_file():
                return folder
    raise MissingTessdata(places)


_HERE = threading.local()


def engine() -> Engine:
    """Return the engine of this thread; it is started once."""
    if not hasattr(_HERE, "engine"):
        _HERE.engine = _Tesseract()
    return _HERE.engine  # type: ignore[no-any-return]


class _Tesseract:
    """Tesseract through its own interface, without a process for every line."""

    def __init__(self) -> None:
        # Several threads for a picture of one line cost more than they bring.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            import tesserocr
        except ImportError:
            raise MissingExtra("Reading a scan", "scan") from None
        folder = tessdata()
        self._modes: Any = tesserocr.PSM
        self._word, self._letter = tesserocr.RIL.WORD, tesserocr.RIL.SYMBOL
        self._walk = tesserocr.iterate_level
        self._api = tesserocr.PyTessBaseAPI(path=str(folder), lang="eng", psm=self._modes.SINGLE_LINE)
        self._api.SetVariable("debug_file", os.devnull)
        self._alphabet = ""
        self._single = False

    def line(self, grey: Grey, alphabet: str = "", *, single: bool = False) -> tuple[Spelled, ...]:
        """Read a picture of one line, or of a `single` letter, with no letters but `alphabet`'s if given."""
        if alphabet != self._alphabet:
            self._api.SetVariable("tessedit_char_whitelist", alphabet)
            self._alphabet = alphabet
        if single != self._single:
            self._api.SetPageSegMode(self._modes.SINGLE_CHAR if single else self._modes.SINGLE_LINE)
            self._single = single
        height, width = grey.shape
        self._api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(300)
        self._api.Recognize()
        try:
            return tuple(self._words())
        except RuntimeError:  # the engine's way to say that there is nothing
            return ()

    def _words(self) -> list[Spelled]:
        words: list[Spelled] = []
        found = self._api.GetIterator()
        if found is None:
            return words
        for place in self._walk(found, self._word):
            if place.Empty(self._word):
                continue
            text = place.GetUTF8Text(self._word).strip()
            box = place.BoundingBox(self._word)
            if text and box:
                words.append(Spelled(text, box[0], box[2], place.Confidence(self._word) / 100))
        return words


def fitted(grey: Grey, tall: float, target: float, margin: int = 12) -> tuple[Grey, float]:
    """Return a picture of a line enlarged so that its letters, `tall` pixels high, are `target` pixels high,
    with paper around it, and by how much it was enlarged.
    """
    from PIL import Image

    factor = min(6.0, max(target / max(4.0, tall), 0.25))
    if 0.8 < factor < 1.2:
        factor = 1.0
    if factor != 1.0:
        height, width = grey.shape
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        grey = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC))
    return np.pad(grey, margin, constant_values=WHITE), factor
