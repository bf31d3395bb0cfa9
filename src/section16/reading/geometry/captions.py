"""Where the printed phrases of a form stand on the paper, wrapped or not, and misread by a letter or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from section16.reading.geometry.paper import Paper, Token, letters_of
from section16.reading.geometry.spoiled import spoiled


class Caption:
    """A printed phrase as found: its tokens and the area they cover; `share` is how much of it was found."""

    __slots__ = ("bottom", "left", "right", "share", "text", "tokens", "top")

    def __init__(self, text: str, tokens: Sequence[Token], share: float) -> None:
        self.text = text
        self.tokens = tuple(tokens)
        self.share = share
        self.left = min(token.left for token in tokens)
        self.right = max(token.right for token in tokens)
        self.top = min(token.top for token in tokens)
        self.bottom = max(token.bottom for token in tokens)

    @property
    def centre(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.tokens[0].size

    def use(self) -> None:
        """Account for its tokens: they are printed."""
        for token in self.tokens:
            token.used = True

    def __repr__(self) -> str:
        return f"<{self.text[:30]!r} at {self.left:.0f},{self.top:.0f}>"


Area = tuple[float, float, float, float]
"""Top, bottom, left, right."""

EVERYWHERE: Area = (-1e9, 1e9, -1e9, 1e9)


def found(
    paper: Paper,
    phrase: str,
    area: Area = EVERYWHERE,
    *,
    least: float = 0.7,
    unused: bool = False,
    spoilt: bool = False,
) -> list[Caption]:
    """Return where a phrase stands in an area, from top to bottom; `least` is the share that must be.

    One that the form needs may be `spoilt` in a picture: then the line most like it is taken.
    """
    letters = letters_of(phrase)
    captions = list(_chains(paper, phrase, letters, area, least, unused))
    if not captions and paper.doubtful:
        captions = list(_chains(paper, phrase, letters, area, least, unused, misread=True))
        if not captions and letters[0].isdigit():
            without = letters.lstrip("0123456789")
            captions = list(_chains(paper, phrase, without, area, least, unused, misread=True))
        if not captions and spoilt:
            captions = [
                Caption(phrase, [*tokens, *_tail(paper, tokens[-1])], share)
                for tokens, share in spoiled(paper, letters, area, unused=unused)
            ]
    return captions


def first(
    paper: Paper, phrase: str, area: Area = EVERYWHERE, *, least: float = 0.7, spoilt: bool = False
) -> Caption | None:
    """Return the place of a phrase in an area, of several the fullest and most compact; None for none."""
    captions = found(paper, phrase, area, least=least, spoilt=spoilt)
    return max(captions, key=fullness, default=None)


def fullness(caption: Caption) -> tuple[float, bool, float]:
    """Return what tells the better of two places of a phrase: how much of it is there, whether it begins with
    its bracket, on how few lines.
    """
    begins = caption.tokens[0].text[:1] == caption.text[:1]
    return round(caption.share, 1), begins, round((caption.top - caption.bottom) / caption.size, 1)


_TRIES = 500
"""How many words are tried as the first of a phrase; the word "Table" may stand in every footnote."""


def _chains(
    paper: Paper, phrase: str, letters: str, area: Area, least: float, unused: bool, *, misread: bool = False
) -> Iterator[Caption]:
    top, bottom, left, right = area
    taken: set[int] = set()
    tries = 0
    words = set(map(letters_of, phrase.split()))
    starts = paper.tokens if misread else paper.starting.get(letters[0], ())
    for token in starts:
        if not (top <= token.middle < bottom and left <= token.centre < right):
            continue
        if id(token) in taken or (unused and token.used):
            continue
        if phrase[0] == "(" != token.text[0] and token.confidence == 1:
            continue
        eaten = _eats(token, letters, misread=misread)
        if not eaten or (misread and eaten < 3 and token.letters not in words):
            continue
        tries += 1
        if tries > _TRIES:
            return
        tokens = [token]
        while eaten < len(letters):
            following = _next(paper, tokens, letters[eaten:], area, unused, misread=misread)
            if following is None:
                break
            tokens.append(following)
            eaten += _eats(following, letters[eaten:], misread=misread)
        if eaten >= least * len(letters):
            tokens.extend([*_tail(paper, tokens[-1]), *_front(paper, tokens[0])])
            taken.update(map(id, tokens))
            yield Caption(phrase, tokens, eaten / len(letters))


def _eats(token: Token, letters: str, *, misread: bool) -> int:
    """Return how many of the `letters` to come a token is; none where it is something else."""
    own = token.letters
    if not own:
        return 0
    if letters.startswith(own):
        return len(own)
    if misread and token.confidence < 1 and len(own) >= 3:
        return _nearly(own, letters, max(1, len(own) // 5))
    return 0


def _nearly(own: str, letters: str, most: int) -> int:
    """Return how many of `letters` the letters of a token stand for with at most `most` mistakes."""
    width = len(own) + most
    row = list(range(width + 1))
    for count, letter in enumerate(own, 1):
        before, row[0] = row[0], count
        for position in range(1, width + 1):
            same = position <= len(letters) and letters[position - 1] == letter
            before, row[position] = (
                row[position],
                min(row[position] + 1, row[position - 1] + 1, before + (not same)),
            )
    best = min(range(1, width + 1), key=lambda position: (row[position], abs(position - len(own))))
    return min(best, len(letters)) if row[best] <= most else 0


def _next(
    paper: Paper, tokens: list[Token], letters: str, area: Area, unused: bool, *, misread: bool
) -> Token | None:
    """Return the token that goes on with a phrase: beside its last token, or on the next line."""
    last = tokens[-1]
    size = last.size
    beside = sorted(
        (
            token
            for token in paper.between(
                last.middle - 0.6 * size, last.middle + 0.6 * size, last.left, last.right + 8 * size
            )
            if token.left >= last.right - 0.4 * size and token is not last
        ),
        key=lambda token: token.left,
    )
    reach = last.right
    for token in beside[:4]:
        if token.left > reach + 4 * size:
            break
        if not token.letters:
            reach = token.right
            continue
        if _eats(token, letters, misread=misread) and not (unused and token.used):
            return token
        break
    left = min(token.left for token in tokens)
    right = max(token.right for token in tokens)
    wide = 6 * size
    below = [
        token
        for token in paper.between(
            last.middle + 0.5 * size, last.middle + 2.2 * size, left - wide, right + wide
        )
        if token.right > left - wide / 2
        and token.left < right + wide / 3
        and token.middle < area[1]
        and not (unused and token.used)
        and _eats(token, letters, misread=misread)
    ]
    if not below:
        return None
    # The D of "(D)" begins "Direct", too: a whole word goes before a letter.
    eaten = {id(token): min(3, _eats(token, letters, misread=misread)) for token in below}
    most = max(eaten.values())
    below = [token for token in below if eaten[id(token)] == most]
    centre = (left + right) / 2
    return min(
        below,
        key=lambda token: (
            token.middle
            - last.middle
            + min(abs(token.left - left), abs(token.centre - centre), abs(token.left - tokens[0].left))
        ),
    )


def _tail(paper: Paper, last: Token) -> Iterator[Token]:
    """Yield what stands close behind a phrase and has no letters: its asterisk."""
    size = last.size
    for token in paper.between(last.middle - size, last.middle + size, last.right - 1, last.right + 2 * size):
        if (
            not token.text.strip("*:.,)")
            and token is not last
            and -0.4 * size < token.left - last.right < 0.6 * size
        ):
            yield token


def _front(paper: Paper, first: Token) -> Iterator[Token]:
    """Yield what stands close before a phrase: the asterisks of a signature, a number that was misread."""
    size = first.size
    for token in paper.between(first.middle - size, first.middle + size, first.left - 2 * size, first.left):
        alike = not token.text.strip("*") or (
            paper.doubtful and len(token.text) <= 3 and token.text.endswith((".", ",")) and not token.used
        )
        if alike and -0.4 * size < first.left - token.right < 0.6 * size:
            yield token
