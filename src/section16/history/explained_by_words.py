"""What the footnotes and the names say about a total that does not go on from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from section16.history.explanation import Cause, Circumstances, Explanation, Likely
from section16.model.lines import footnotes_on, number
from section16.model.tables import Row

_WORDS = (
    (
        Cause.CORRECTED,
        r"inadvertent|incorrect|in error|erroneous|misreport|misstat|overstat|understat|omitted|"
        r"previously (?:reported|omitted) total|correct(?:s|ed|ing|ion)|administrative error|clerical",
    ),
    (Cause.SPLIT, r"\bsplit\b|stock dividend|recapitali[sz]ation|reclassif|exchange ratio"),
    (
        Cause.PLAN,
        r"purchase plan|\bESPP\b|reinvest|\bDRIP\b|401\s?\(?k|savings plan|retirement plan|thrift|"
        r"employee benefit plan|dividend equivalent|profit[- ]sharing|\bESOP\b|stock ownership plan|"
        r"\bplan\b.*\b(?:purchased|acquired)|dividends?\b",
    ),
    (
        Cause.BETWEEN_ACCOUNTS,
        r"transferr?|contribut|distribut|change (?:in|of) (?:the )?form|pro[- ]rata|"
        r"previously (?:owned|held|reported as)|formerly (?:owned|held)|annuity trust|\bGRAT\b|divorce|"
        r"domestic relations|gift",
    ),
    (Cause.AWARD, r"restricted|vest|\bRSUs?\b|\bunits?\b|award|grant|unvested|forfeit"),
)
_CAUSES = tuple((cause, re.compile(words, re.IGNORECASE)) for cause, words in _WORDS)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z(])|\n|; ")
# No part of a rule ("10b5-1"), a fraction ("1/48th"), a date or a price.
_NUMBER = re.compile(r"(?<![\w$/.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/%-]|,?\d)|(?<![\w$])\.\d+")
_DIGITS = re.compile(r"\d[\d,.]*")
_DATES = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}(?:, ?\d{4})?|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)


def by_footnote(gap: Circumstances) -> Iterator[Explanation]:
    """A footnote gives the very number, or numbers that come to it."""
    wanted = abs(gap.amount)
    for text in dict.fromkeys((gap.text, gap.all_text)):
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        for sentence in sentences:
            numbers = _numbers(sentence)
            if _tells(numbers, wanted):
                cause = _cause_of(sentence) or _cause_of(text)
                if cause is not None:
                    yield Explanation(cause, Likely.ALMOST_CERTAIN, f"a footnote says: {_quoted(sentence)}")
                    return
        yield from _summed(sentences, wanted)


def _numbers(sentence: str) -> list[Decimal]:
    return [Decimal(each.replace(",", "")) for each in _NUMBER.findall(_DATES.sub(" ", sentence))]


def _tells(numbers: Sequence[Decimal], wanted: Decimal) -> bool:
    """Whether the numbers of a sentence give an amount, alone or two together; small ones tell nothing.

    Totals are often rounded to the share where footnotes are not.
    """
    if wanted < 10 and wanted == wanted.to_integral_value():
        return False
    if wanted in numbers or (wanted >= 100 and any(abs(wanted - each) < 1 for each in numbers)):
        return True
    return wanted >= 50 and any(
        one + other == wanted for place, one in enumerate(numbers) for other in numbers[place + 1 :]
    )


def by_growing_number(gap: Circumstances) -> Iterator[Explanation]:
    """A footnote counts up a part of the total, and counted less by as much in the statement before."""
    if abs(gap.amount) < 2:
        return
    before = {_DIGITS.sub("#", sentence): _numbers(sentence) for sentence in _SENTENCE.split(gap.text_before)}
    for sentence in _SENTENCE.split(gap.text):
        numbers, had = _numbers(sentence), before.get(_DIGITS.sub("#", sentence), [])
        if any(has - was == gap.amount for has, was in zip(numbers, had, strict=False)):
            cause = _cause_of(sentence)
            if cause is not None:
                told = f"the number grew by as much in a footnote: {_quoted(sentence)}"
                yield Explanation(cause, Likely.ALMOST_CERTAIN, told)
                return


def _summed(sentences: Sequence[str], wanted: Decimal) -> Iterator[Explanation]:
    """Each of several sentences gives a part: "includes 300 shares ...", "includes 20 shares ..."."""
    parts = [
        (numbers[0], sentence)
        for sentence in sentences
        if re.search(r"\binclud", sentence, re.IGNORECASE) and (numbers := _numbers(sentence))
    ]
    if len(parts) > 1 and sum(amount for amount, _ in parts) == wanted:
        cause = _cause_of(parts[0][1])
        if cause is not None:
            said = " ".join(_quoted(sentence) for _, sentence in parts)
            yield Explanation(cause, Likely.ALMOST_CERTAIN, f"footnotes that come to it say: {said}")


def _cause_of(text: str) -> Cause | None:
    return next((cause for cause, words in _CAUSES if words.search(text)), None)


def _quoted(sentence: str) -> str:
    words = " ".join(sentence.split())
    return f"“{words if len(words) <= 200 else words[:197] + '...'}”"


def by_words(gap: Circumstances) -> Iterator[Explanation]:
    """The footnotes on the account speak of something that changes it, without the number."""
    shown, statement = gap.entry.shown, gap.entry.restated.statement
    on_total = footnotes_on(statement, shown.row, "owned_following", "security")
    for cause, words in _CAUSES:
        if cause is Cause.PLAN and gap.amount < 0:
            continue
        for text, likely in ((on_total, Likely.LIKELY), (gap.text, Likely.POSSIBLE)):
            told = next((each for each in _SENTENCE.split(text) if words.search(each)), None)
            if told is not None:
                # That awards are part of a total does not say that they changed it.
                likely = Likely.POSSIBLE if cause is Cause.AWARD else likely
                yield Explanation(cause, likely, f"a footnote on the account says: {_quoted(told)}")
                break


_AWARDS = re.compile(
    r"\bunits?\b|\bRSUs?\b|restricted|unvested|\bawards?\b|performance shares", re.IGNORECASE
)


def is_of_awards(row: Row) -> bool:
    """Whether an account holds awards by its title or nature."""
    return bool(_AWARDS.search(" ".join(filter(None, (row.security, row.nature_of_ownership)))))


def by_name(gap: Circumstances) -> Iterator[Explanation]:
    """The account is one of awards, which vest, are forfeited, and are granted, often without a line."""
    if is_of_awards(gap.entry.shown.row):
        done = "vested or lapsed" if gap.amount < 0 else "were granted"
        yield Explanation(
            Cause.AWARD,
            Likely.LIKELY,
            f"{number(abs(gap.amount))} {done}, for the account is one of awards, {gap.entry.shown.name}.",
        )


def speaks_of_plans(text: str) -> bool:
    """Whether a text has words of a plan or of dividends."""
    return any(cause is Cause.PLAN and words.search(text) for cause, words in _CAUSES)
