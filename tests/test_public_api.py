"""The public names, what importing them costs, and every example that the documentation prints."""

from __future__ import annotations

import doctest
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pypdfium2
import pytest

import section16
from section16.cli.main import main
from shared import skip_without_letters

CHECKOUT = Path(__file__).parents[1]
FORM_4 = section16.SAMPLES["form4"]
# Alembic runs the migrations; they cannot be imported by themselves.
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(section16.__path__, "section16.")
    if ".migrations" not in module.name
)


def as_listed(name: str) -> tuple[bool, bool, str]:
    """Order constants before classes before functions, as the linter does."""
    return (not name.isupper(), not name[0].isupper(), name)


def test_the_public_names_are_sorted_and_complete():
    assert section16.__all__ == sorted(section16.__all__, key=as_listed)
    assert set(section16.__all__) == {*section16._HOME_OF, "__version__"}
    assert dir(section16) == sorted(section16.__all__)


@pytest.mark.parametrize("name", section16.__all__)
def test_a_public_name_can_be_imported_and_explains_itself(name: str):
    value = getattr(section16, name)
    if callable(value):
        assert value.__doc__.split("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("name", ["Statment", "lxml_read", "_nothing"])
def test_a_name_that_is_none_is_an_attribute_error(name: str):
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(section16, name)


# What importing costs

WATCHED = """
import json, sys
opened, sockets = [], []
def watch(event, arguments):
    if event == "open":
        opened.append(str(arguments[0]))
    elif event.startswith("socket."):
        sockets.append(event)
sys.addaudithook(watch)
{statement}
print(json.dumps({{"opened": opened, "sockets": sockets, "modules": sorted(sys.modules)}}))
"""


def watched(statement: str) -> dict[str, list[str]]:
    """Run a statement in a process of its own and return what it opened and imported."""
    script = WATCHED.format(statement=statement)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_importing_opens_no_socket_reads_no_configuration_and_imports_no_library_of_formats():
    seen = watched("import section16")
    assert seen["sockets"] == []
    assert [path for path in seen["opened"] if not path.endswith((".py", ".pyc", ".pth"))] == []
    heavy = {"lxml", "jinja2", "typst", "pyarrow", "pandas", "polars", "rich", "socket", "ssl", "asyncio"}
    assert heavy.isdisjoint(seen["modules"])


def test_reading_checking_and_writing_need_no_optional_part(tmp_path: Path):
    file = tmp_path / "form4.xml"
    file.write_bytes(section16.write(FORM_4))
    seen = watched(
        f"import section16; r = section16.read({str(file)!r}); section16.check(r); section16.write(r, 'json')"
    )
    assert seen["sockets"] == []
    read = {path for path in seen["opened"] if not path.endswith((".py", ".pyc", ".pth", ".so"))}
    within = str(Path(section16.__file__).parent)  # the law's own tables: holidays and closures
    assert {path for path in read if not path.startswith(within)} <= {str(file)}
    assert {"jinja2", "typst", "pyarrow", "pandas", "polars", "rich"}.isdisjoint(seen["modules"])


# Examples


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name: str):
    result = doctest.testmod(import_module(name), verbose=False)
    assert result.failed == 0


def test_the_example_of_the_package_is_true():
    assert doctest.testmod(section16).failed == 0
    assert doctest.testmod(section16).attempted > 2


PAGES = ("README.md", "docs/tour.md", "docs/ledger.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of(page: str, language: str) -> list[str]:
    """Return the text of every block of one language on a page."""
    found = BLOCK.findall((CHECKOUT / page).read_text(encoding="utf-8"))
    return [text for named, text in found if named == language]


@pytest.fixture
def beside_a_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Work in a folder with form4.xml, prints of it, the README's sale.toml and its draft, and a ledger."""
    (tmp_path / "form4.xml").write_bytes(section16.write(FORM_4, disseminated=True))
    (tmp_path / "form4.pdf").write_bytes(section16.render(FORM_4, "pdf"))
    (tmp_path / "converted.md").write_bytes(section16.render(FORM_4, "txt"))
    with pypdfium2.PdfDocument(tmp_path / "form4.pdf") as drawn:
        drawn[0].render(scale=300 / 72).to_pil().save(tmp_path / "scan.png", dpi=(300, 300))
    (tmp_path / "company_tickers.json").write_text('{"0": {"cik_str": 9, "ticker": "X", "title": "X"}}')
    (tmp_path / "sale.toml").write_text(blocks_of("README.md", "toml")[0], encoding="utf-8")
    (tmp_path / "filings").mkdir()
    for name in ("form3", "form4", "form5"):
        (tmp_path / "filings" / f"{name}.xml").write_bytes(section16.write(section16.SAMPLES[name]))
    shutil.copytree(CHECKOUT / "examples" / "desk" / "profiles", tmp_path / "profiles")
    monkeypatch.chdir(tmp_path)
    with section16.Workspace.open("section16.ledger", create=True) as desk:
        desk.record("form4.xml")
    assert main(["draft", "sale.toml", "-o", "sale", "--formats", "xml"]) in (0, 1)
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs_and_shows_what_it_says(
    page: str, beside_a_form: Path, capsys: pytest.CaptureFixture[str]
):
    names: dict[str, object] = {}
    blocks = blocks_of(page, "python")
    assert blocks
    for number, block in enumerate(blocks, start=1):
        if ">>>" not in block:
            exec(compile(block, f"{page}, block {number}", "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(block, names, f"{page}, block {number}", page, 0)
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
        assert runner.failures == 0, capsys.readouterr().out


COMMANDS = [
    (page, line.removeprefix("$ section16 "))
    for page in PAGES
    for block in blocks_of(page, "console")
    for line in block.splitlines()
    if line.startswith("$ section16 ")
]


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_of_a_page_runs(page: str, command: str, beside_a_form: Path):
    if "scan." in command:
        skip_without_letters()
    done = subprocess.run(
        [sys.executable, "-m", "section16.cli.main", *command.split()],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "COLUMNS": "110"},
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stdout


def test_the_readme_shows_commands():
    assert {page for page, _ in COMMANDS} >= {"README.md"}


def test_the_demo_makes_every_form_of_every_sample(tmp_path: Path):
    pytest.importorskip("typst", reason="skipped: the draw extra is not installed")
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "examples" / "demo.py"), str(tmp_path / "out")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made >= {
        f"{name}.{form}" for name in section16.SAMPLES for form in ("xml", "json", "html", "pdf", "txt")
    }
    assert b"Traceback" not in done.stderr
