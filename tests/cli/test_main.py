"""The command as a process: calls, pipes, terminals and full disks; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import section16
from section16.cli.main import main

FORM_4 = section16.SAMPLES["form4"]
COMMAND = [sys.executable, "-m", "section16.cli.main"]


def run(*arguments: str, **more) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, timeout=60, **more)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return the name of a file with a sample whose owner has a name beyond ASCII."""
    path = tmp_path / "form4.xml"
    data = section16.write(FORM_4, disseminated=True)
    path.write_bytes(data.replace(b"Sample Robin", "Samplé Robin".encode()))
    return str(path)


@pytest.mark.parametrize("verb", ["read", "check", "render", "checks", "codes", "items"])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: section16 {verb} ")


@pytest.mark.parametrize(
    "arguments", [[], ["reed", "a"], ["read"], ["render", "a"], ["read", "a", "--xml"], ["check", "--only"]]
)
def test_a_bad_call_ends_with_2_and_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: section16 ")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"section16 {section16.__version__}\n"


def test_the_command_runs_as_a_process(file: str):
    done = run("check", file)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"nothing found" in done.stdout


def test_standard_input_is_a_pipe():
    done = run("read", "--json", "-", input=section16.write(FORM_4))
    assert done.returncode == 0
    assert done.stdout.startswith(b'{"source":"-","statement":{"form":"4"')


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_name_beyond_ascii_reaches_every_pipe(encoding: str, file: str):
    done = run("read", "--json", file, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Samplé Robin Q.".encode() in done.stdout


def test_a_reader_that_goes_away_is_no_error(file: str):
    with subprocess.Popen(
        [*COMMAND, "read", *[file] * 400], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="skipped: this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["codes"], ["items"]])
def test_an_output_that_cannot_be_written_is_said(arguments: list[str]):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == b"section16: standard output: No space left on device\n"


def test_an_interrupt_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from section16.cli import explaining

    def stop(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(explaining, "run", stop)
    assert main(["codes"]) == 2
    assert capsys.readouterr().err == "section16: stopped\n"


@pytest.mark.parametrize("verb", [["read"], ["check"], ["read", "--json"], ["check", "--json"]])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"<",
        b"{",
        b"[1]",
        b"\xff\xfe<",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"<ownershipDocument/>",
        b"<SEC-DOCUMENT>a.txt : 20260505\n",
        b"<html>",
        b"\x89PNG",
        b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----",
    ],
)
def test_no_bytes_bring_a_traceback(
    verb: list[str], data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "source"
    file.write_bytes(data)
    assert main([*verb, str(file)]) == 2
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    assert len(printed.out or printed.err) > len(str(file)) + 20
