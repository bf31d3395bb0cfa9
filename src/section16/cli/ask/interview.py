"""An interview at the terminal: one question a line, each explained, taken back or asked again at will.

The questions are asked by a script, an ordinary function. `back` forgets the last answer and runs the script
anew on the answers that are kept, so that a script may branch as it likes and needs to know nothing of it.
The conversation goes to standard error, answers come from standard input, a terminal or a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, Generic, NoReturn, TypeVar

from msgspec import Struct

from section16.errors import UsageError

T = TypeVar("T")


class Prompt(Struct, Generic[T], frozen=True, kw_only=True):
    """One question: its words, what takes the answer, and what ``?`` says of it.

    `takes` turns the text of an answer into its value and raises `UsageError` saying why it cannot. `default`
    is the text for which Enter stands; without one the question must be answered. `choices` are numbered and
    shown above it. An answer that `goes_on` has further lines, up to an empty one.
    """

    asks: str
    takes: Callable[[str], T]
    explains: str
    default: str | None = None
    choices: Sequence[str] = ()
    goes_on: Callable[[str], bool] = lambda _: False


class _Back(Exception):  # noqa: N818 - it is no error
    """The last answer is taken back."""


class Interview:
    """A conversation: it asks, keeps the answers, and tells.

    `asks_all` is set by ``back`` at the first question: then a script asks for what it knows as well.
    """

    def __init__(self) -> None:
        self.asks_all = False
        self._kept: list[Any] = []
        self._next = 0

    def run(self, script: Callable[[Interview], T]) -> T:
        """Run a script to its end and return what it returns. Raises `EOFError` when the answers end."""
        while True:
            self._next = 0
            try:
                return script(self)
            except _Back:
                if self._kept:
                    self._kept.pop()
                else:
                    self.asks_all = True

    def ask(self, prompt: Prompt[T]) -> T:
        """Return the answer to a question; one that was given before and not taken back stands."""
        if self._next == len(self._kept):
            self._kept.append(_answer(prompt))
        self._next += 1
        answer: T = self._kept[self._next - 1]
        return answer

    def tell(self, text: str) -> None:
        """Show a line, unless the script only repeats what was answered before."""
        if self._next == len(self._kept):
            _show(text)

    def refuse(self, why: str) -> NoReturn:
        """Say why the answers cannot stand as they are, and ask for the last one again."""
        _show(f"  {why}")
        raise _Back


def _answer(prompt: Prompt[T]) -> T:
    for number, choice in enumerate(prompt.choices, start=1):
        _show(f"  {number:>2}  {choice}")
    while True:
        said = _said(prompt)
        if said == "?":
            _show("\n".join(f"  {line}" for line in prompt.explains.splitlines()))
        elif said == "back":
            raise _Back
        elif said or prompt.default is not None:
            try:
                return prompt.takes(said or prompt.default or "")
            except UsageError as error:
                _show(f"  {error}")


def _said(prompt: Prompt[Any]) -> str:
    bracket = f" [{prompt.default}]" if prompt.default is not None else ""
    lines = [_line(f"{prompt.asks}{bracket}: ")]
    while prompt.goes_on(lines[-1]):
        lines.append(_line("  and, or Enter: "))
    return " ".join(lines).strip()


def _line(asks: str) -> str:
    print(asks, end="", file=sys.stderr, flush=True)
    line = input()
    if not sys.stdin.isatty():
        _show(line)
    return line.strip()


def _show(text: str) -> None:
    print(text, file=sys.stderr)
