"""What the words of EDGAR's messages mean: the checks of the same rule, the item, and what to do.

The rules behind the messages are those of specification v3, section 5; their wording is known from examples
only, so that the patterns look for the words that a rule cannot do without. The first that fits counts.
"""

from __future__ import annotations

from msgspec import Struct


class Meaning(Struct, frozen=True):
    """Words in a message or its label, the checks of the same rule, the item if the words name one."""

    words: str
    check_ids: tuple[str, ...]
    item: str | None = None
    remedy: str | None = None


MEANINGS = (
    Meaning(r"\bccc\b|OwnerCcc|filerCcc", ("S902", "S903"), "owner.cik"),
    Meaning(
        r"(annual|yearly) confirmation|not confirmed|not enrolled|enrol?lment",
        (),
        "owner.cik",
        "An account administrator confirms or enrols the account on EDGAR's filer management page.",
    ),
    Meaning(
        r"duplicate.{0,30}(owner|cik|filer)|(owner|cik).{0,40}(duplicate|more than once|already)",
        ("S303",),
        "owner.cik",
    ),
    Meaning(r"issuer.{0,12}\bcik|issuerCik", ("S901",), "issuer.cik"),
    Meaning(
        r"(owner|filer).{0,20}\bcik|OwnerCik|\bcik\b.{0,40}(invalid|not valid|unknown|not found)",
        ("S902",),
        "owner.cik",
    ),
    Meaning(
        r"footnote.{0,60}(not|never|un).{0,12}refer|unreferenced|unused footnote|refers to footnote",
        ("S403",),
        "footnote.id",
    ),
    Meaning(
        r"duplicate.{0,20}footnote|footnote.{0,40}(duplicate|used by|more than once)",
        ("S402",),
        "footnote.id",
    ),
    Meaning(
        r"\bIDREF\b|footnote.{0,40}(not exist|undefined|no such|missing)|there is no footnote",
        ("S404",),
        "footnote.id",
    ),
    Meaning(
        r"(malformed|invalid).{0,20}footnote id|footnote id.{0,40}(invalid|malformed|must be)",
        ("S401",),
        "footnote.id",
    ),
    Meaning(r"footnote.{0,20}\btimes\b|same footnote", ("S405",)),
    Meaning(r"takes? no footnote|footnote.{0,30}not allowed", ("S406",)),
    Meaning(r"ownership is direct|direct.{0,30}nature|nature.{0,60}\bdirect\b", ("S109",)),
    Meaning(
        r"ownership is indirect|nature.{0,40}(missing|required|not given)|indirect.{0,60}nature", ("S110",)
    ),
    Meaning(r"exit (box|flag)|notSubjectToSection16|no transaction", ("S111",)),
    Meaning(r"timeliness", ("S502",)),
    Meaning(r"no (signatures|owners)|(signature|owner).{0,30}at least one", ("S302",)),
    Meaning(
        r"e-?mail|notification address", ("S905", "S906"), None, "Correct the address in the submission."
    ),
    Meaning(r"\bgraphic|\.(jpg|gif)\b", ("S910",)),
    Meaning(r"\bPDF\b|pdf document", ("S907",)),
    Meaning(r"submission ?type|live ?test|test ?flag", ("S904",)),
    Meaning(r"no relationship|relationship.{0,40}(tick|missing|required|at least one)", ("S104",)),
    Meaning(r"officer ?title.{0,60}(missing|required|not given|no title)|no title is given", ("S105",)),
    Meaning(
        r"too long|exceeds?.{0,30}(length|limit|characters)|maxLength|at most \d+ ?(characters)?;?", ("S201",)
    ),
    Meaning(r"too short|minLength|no fewer than", ("S202",)),
    Meaning(r"enumeration|not (in|one of) the list|must be one of", ("S204",)),
    Meaning(r"state (is|code)|state or country", ("S205", "S206")),
    Meaning(r"\bpattern\b|may have only", ("S203",)),
    Meaning(r"fractionDigits|decimal places", ("S208",)),
    Meaning(r"(max|min)(In|Ex)clusive|takes numbers from", ("S207",)),
    Meaning(r"too many|maxOccurs|occurrences", ("S301",)),
    Meaning(r"well-?formed|ampersand|entity|must be terminated", ("S001",)),
    Meaning(r"processing instruction|style ?sheet", ("S003",)),
    Meaning(r"namespace", ("S004",)),
    Meaning(r"out of order|order of elements|must follow|stands after", ("S007",)),
    Meaning(
        r"(invalid|unknown|unexpected|disallowed).{0,30}(element|content|tag)|no place",
        ("S005", "S102", "S103"),
    ),
    Meaning(r"not a valid value|invalid (date|boolean|decimal|type)|datatype", ("S011",)),
    Meaning(r"missing|required|mandatory|VALUE_MISSING|blank", ("S101", "S010", "S011")),
)
