"""What a cut through a letter leaves: halves that are read as other letters.

A converter that cuts a page in columns of its own cuts through letters too; each half is then read for
itself. "M" cut in two is read "N" and "1"; the left half of an "O" is read "(".
"""

from __future__ import annotations

LEFT_HALVES: dict[str, str] = {
    "(": "OCGQ069e",
    "[": "EBDPRFL",
    "I": "BDEFHKLMNPRUI1",
    "l": "BDEFHKLMNPRUbhkl1I",
    "1": "BDEFHKLMNPRUI14",
    "|": "BDEFHKLMNPRUI1l",
    "N": "MN",
    "n": "mn",
    "r": "nmr",
    "C": "OGQC0",
    "c": "oecqda",
    "V": "WV",
    "v": "wv",
    "F": "EPRFB",
    "P": "RBP",
    "L": "EL",
    "ı": "rnmi",
    "т": "T",
    "Т": "T",
    "u": "w",
    "E": "BE",
    "S": "S8$",
    "3": "8",
    "/": "AV4",
    "\\": "VWN",
    "'": "T7",
    "-": "T7Z",
    "2": "2",
}
"""By what the left half of a letter is read as: the letters it may be of."""

RIGHT_HALVES: dict[str, str] = {
    ")": "ODQ06obp",
    "]": "3",
    "1": "MNHIU14d",
    "I": "MNHIU1d",
    "l": "MNHIUd",
    "|": "MNHIUd1",
    "V": "MWV",
    "v": "wv",
    "n": "mn",
    "r": "r",
    "s": "BS8",
    "S": "BS8$",
    "3": "B83",
    "o": "o",
    "c": "c",
    "\\": "AVW",
    "'": "T7",
    "-": "T",
    ":": "EBSC",
    "y": "vy",
    "u": "w",
    ".": "LEZT",
    "ı": "anhm",
    "т": "t",
    "f": "f",
    "t": "t",
}
"""By what the right half of a letter is read as: the letters it may be of."""


def may_be_halves(left: str, right: str, letter: str) -> bool:
    """Whether `left` and `right`, the readings of the halves of a cut letter, may be that letter."""
    return letter in LEFT_HALVES.get(left, "") and letter in RIGHT_HALVES.get(right, "")


def doubtful(letter: str) -> bool:
    """Whether a letter at a cut may be half of another."""
    return letter in LEFT_HALVES or letter in RIGHT_HALVES
