"""Profile files: a folder becomes one set of profiles, or a refusal that names file, line and field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from section16.drafting.profile_files import read_profiles
from section16.drafting.profiles import (
    IssuerProfile,
    Office,
    OwnerProfile,
    PowerOfAttorney,
    PriorApproval,
    Signer,
)
from section16.drafting.securities import Security, Vehicle
from section16.errors import ReadError
from section16.law.plans import TradingPlan

ISSUERS = """\
[issuers.exin]
cik = "9000001"
name = "Example Instruments Inc."
trading_symbol = "EXIN"
fiscal_year_end = "06-30"
reports_filed = { 2026-03-31 = 2026-05-07 }

[issuers.exin.securities]
common = { title = "Common Stock" }

[[issuers.exin.approvals]]
on = 2024-05-04
covers = ["grant", "withholding"]
"""

OWNERS = """\
[owners.robin]
cik = "9000101"
name = "Sample Robin Q."
signer = "alex"

[[owners.robin.offices]]
officer = true
officer_title = "Executive Vice President and Chief Financial Officer"
since = 2024-03-01

[[owners.robin.powers]]
signer = "alex"
since = 2024-03-01
filed_with = "0009000001-24-000012"

[owners.robin.vehicles]
spouse = { nature = "By Spouse" }

[owners.robin.plans."2025"]
adopted = 2025-11-03
ends = 2026-11-03
modified = [2026-02-02]

[signers.alex]
name = "Alex Specimen"
"""

FOOTNOTES = """\
[footnotes.house]
text = "Held for {whom}."
attributes = ["ownership"]
variables = { whom = "text" }
"""

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of files, each of a name and a text."""

    def make(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text)
        return tmp_path

    return make


def refused(folder: Path) -> list[str]:
    with pytest.raises(ReadError) as error:
        read_profiles(folder)
    assert error.value.source == str(folder)
    return str(error.value).removeprefix(f"{folder}: ").split("\n")


class TestReading:
    """The files of a folder are joined."""

    def test_the_profiles_of_all_files_are_joined(self, folder: Folder):
        profiles = read_profiles(folder(issuers=ISSUERS, owners=OWNERS, footnotes=FOOTNOTES))
        assert profiles.issuers == {
            "exin": IssuerProfile(
                cik="9000001",
                name="Example Instruments Inc.",
                trading_symbol="EXIN",
                fiscal_year_end="06-30",
                securities={"common": Security(title="Common Stock")},
                approvals=(PriorApproval(on=date(2024, 5, 4), covers=("grant", "withholding")),),
                reports_filed={"2026-03-31": date(2026, 5, 7)},
            )
        }
        assert profiles.owners == {
            "robin": OwnerProfile(
                cik="9000101",
                name="Sample Robin Q.",
                signer="alex",
                offices=(
                    Office(
                        officer=True,
                        officer_title="Executive Vice President and Chief Financial Officer",
                        since=date(2024, 3, 1),
                    ),
                ),
                vehicles={"spouse": Vehicle(nature="By Spouse")},
                plans={
                    "2025": TradingPlan(
                        adopted=date(2025, 11, 3), ends=date(2026, 11, 3), modified=(date(2026, 2, 2),)
                    )
                },
                powers=(
                    PowerOfAttorney(signer="alex", since=date(2024, 3, 1), filed_with="0009000001-24-000012"),
                ),
            )
        }
        assert profiles.signers == {"alex": Signer(name="Alex Specimen")}
        assert profiles.footnotes["house"]["variables"] == {"whom": "text"}

    def test_a_section_may_be_spread_over_files(self, folder: Folder):
        more = '[owners.kim]\ncik = "9000102"\n'
        assert list(read_profiles(folder(issuers=ISSUERS, kim=more, robin=OWNERS)).owners) == ["kim", "robin"]

    def test_other_files_are_left_alone(self, folder: Folder):
        (folder(issuers=ISSUERS) / "notes.txt").write_text("not TOML")
        assert list(read_profiles(folder()).issuers) == ["exin"]


class TestRefusing:
    """What is wrong is told with its file, its line and its field."""

    def test_a_key_that_stands_in_two_files_is_told_with_both(self, folder: Folder):
        again = '\n[owners.robin]\ncik = "9000101"\n'
        assert refused(folder(issuers=ISSUERS, owners=OWNERS, team=again)) == [
            "team.toml, line 2, owners.robin: this stands in owners.toml, line 1, too; keep one"
        ]

    def test_all_mistakes_of_all_files_are_told_at_once(self, folder: Folder):
        issuers = ISSUERS.replace('"06-30"', '"06-31"').replace("trading_symbol", "tradingsymbol")
        owners = OWNERS.replace('"9000101"', "9000101")
        assert refused(folder(issuers=issuers, owners=owners)) == [
            "3 things are to be mended",
            "issuers.toml, line 4, issuers.exin.tradingsymbol: this key is not known; did you mean trading_symbol?",
            "issuers.toml, line 5, issuers.exin.fiscal_year_end: '06-31' is not a month and a day, such as '12-31'",
            "owners.toml, line 2, owners.robin.cik: 9000101 stands in place of text; put it in double quotes",
        ]

    def test_files_that_are_no_toml_are_told(self, folder: Folder):
        told = refused(folder(issuers="[issuers", owners="[owners", good=ISSUERS))
        assert told[0] == "2 things are to be mended"
        assert told[1].startswith("issuers.toml: this is not TOML: ")
        assert told[2].startswith("owners.toml: this is not TOML: ")

    def test_a_file_that_holds_a_list_is_told(self, folder: Folder):
        assert refused(folder(issuers="[{}]")) == ["issuers.toml, line 1: a list stands in place of profiles"]

    @pytest.mark.parametrize("cik", ["", "12345678901", "CIK9000001", "-1"])
    def test_a_cik_has_one_to_ten_digits(self, folder: Folder, cik: str):
        (told,) = refused(folder(issuers=ISSUERS.replace("9000001", cik)))
        assert told.startswith("issuers.toml, line 2, issuers.exin.cik: ")

    @pytest.mark.parametrize("day", ["2-28", "13-01", "02-30", "04-31", "00-10", "01-00", "2026-12-31"])
    def test_a_fiscal_year_ends_on_a_day_of_the_calendar(self, folder: Folder, day: str):
        (told,) = refused(folder(issuers=ISSUERS.replace("06-30", day)))
        assert told.endswith("is not a month and a day, such as '12-31'")

    @pytest.mark.parametrize(
        ("was", "wrong", "said"),
        [
            (
                'signer = "alex"\n\n',
                'signer = "alexa"\n\n',
                "line 4, owners.robin.signer: there is no signer 'alexa'; did you mean 'alex'?",
            ),
            (
                'signer = "alex"\nsince',
                'signer = "kim"\nsince',
                "line 12, owners.robin.powers[0].signer: there is no signer 'kim'; known are: alex",
            ),
            (
                "officer = true",
                'officer = true\nissuer = "exit"',
                "line 8, owners.robin.offices[0].issuer: there is no issuer 'exit'; did you mean 'exin'?",
            ),
            (
                '"0009000001-24-000012"',
                '"24-12"',
                "line 14, owners.robin.powers[0].filed_with: '24-12' is not an accession number, such as "
                "'0009000001-26-000012'",
            ),
            (
                "since = 2024-03-01\n\n[[owners.robin.powers",
                "since = 2024-03-01\nuntil = 2024-02-29\n\n[[owners.robin.powers",
                "line 10, owners.robin.offices[0].until: 2024-02-29 is before since, 2024-03-01",
            ),
            (
                "ends = 2026-11-03",
                "begins = 2025-11-02",
                "line 21, owners.robin.plans.2025.begins: 2025-11-02 is before adopted, 2025-11-03",
            ),
            (
                "ends = 2026-11-03",
                "ends = 2025-11-02",
                "line 21, owners.robin.plans.2025.ends: 2025-11-02 is before adopted, 2025-11-03",
            ),
            (
                "[2026-02-02]",
                "[2026-02-02,\n2025-10-31]",
                "line 23, owners.robin.plans.2025.modified[1]: 2025-10-31 is before adopted, 2025-11-03",
            ),
            (
                "By Spouse",
                "x" * 101,
                f"line 17, owners.robin.vehicles.spouse.nature: '{'x' * 59}… is not at most 100 characters long",
            ),
        ],
    )
    def test_what_an_owner_cannot_be_is_told(self, folder: Folder, was: str, wrong: str, said: str):
        assert OWNERS.count(was) == 1
        told = refused(folder(issuers=ISSUERS, owners=OWNERS.replace(was, wrong)))
        assert f"owners.toml, {said}" in told

    def test_an_approval_covers_kinds_of_facts(self, folder: Folder):
        assert refused(folder(issuers=ISSUERS.replace('"withholding"', '"withholdings"'))) == [
            "issuers.toml, line 13, issuers.exin.approvals[0].covers[1]: there is no kind of fact "
            "'withholdings'; did you mean 'withholding'?"
        ]

    def test_an_office_names_its_issuer_where_there_are_several(self, folder: Folder):
        other = '[issuers.other]\ncik = "9000002"\n'
        assert refused(folder(issuers=ISSUERS + other, owners=OWNERS)) == [
            "owners.toml, line 6, owners.robin.offices[0].issuer: this is missing; say which: exin, other"
        ]

    @pytest.mark.parametrize(
        ("until", "since", "overlap"),
        [
            ("2025-06-30", "2025-07-01", False),
            ("2025-06-30", "2025-06-30", True),
            ("2026-01-01", "2025-07-01", True),
        ],
    )
    def test_offices_that_say_the_same_do_not_overlap(
        self, folder: Folder, until: str, since: str, overlap: bool
    ):
        owners = OWNERS.replace("since = 2024-03-01\n\n", f"since = 2024-03-01\nuntil = {until}\n\n", 1)
        owners += f'[[owners.robin.offices]]\nofficer = true\nofficer_title = "President"\nsince = {since}\n'
        made = folder(issuers=ISSUERS, owners=owners)
        if overlap:
            assert refused(made) == [
                "owners.toml, line 27, owners.robin.offices[1]: this overlaps with offices[0], which says "
                "officer too; end one before the other begins"
            ]
        else:
            assert len(read_profiles(made).owners["robin"].offices) == 2

    def test_a_director_may_take_an_office_besides(self, folder: Folder):
        owners = OWNERS + "[[owners.robin.offices]]\ndirector = true\nsince = 2020-01-01\n"
        assert len(read_profiles(folder(issuers=ISSUERS, owners=owners)).owners["robin"].offices) == 2

    def test_a_folder_without_profiles_is_told(self, tmp_path: Path):
        assert refused(tmp_path) == ["this folder has no file whose name ends in .toml"]

    def test_a_path_that_is_no_folder_is_an_os_error(self, folder: Folder):
        with pytest.raises(NotADirectoryError):
            read_profiles(folder(issuers=ISSUERS) / "issuers.toml")
