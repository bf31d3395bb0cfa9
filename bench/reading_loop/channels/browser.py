"""Pages printed to PDF by headless Chromium: one process for all of them, spoken to over a pipe."""

from __future__ import annotations

import atexit
import base64
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any

from bench.reading_loop.styles import Style

KEPT = Path(__file__).resolve().parents[3] / "build" / "reading-loop"
"""Where printed pages are kept between runs, by the hash of what was printed."""


def browser_found() -> str | None:
    """Return the path of Chromium, or None when it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def printed(page: str, style: Style) -> bytes:
    """Return the PDF of a web page in a style; what was printed once is kept."""
    key = sha1(json.dumps([page, style.width, style.height, style.margin, style.scale]).encode()).hexdigest()
    kept = KEPT / "printed" / f"{key}.pdf"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = _browser().print(page, style)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(made)
        unfinished.replace(kept)
    return kept.read_bytes()


@cache
def _browser() -> _Browser:
    return _Browser()


class _Browser:
    """A browser that reads commands from its file 3 and answers on its file 4, each ended by a NUL."""

    def __init__(self) -> None:
        program = browser_found()
        if program is None:
            raise FileNotFoundError("Chromium is not installed; install it with: apt-get install chromium")
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        self._profile = tempfile.mkdtemp(prefix="reading-loop-")
        # The shell moves the pipes to the numbers that the browser expects.
        self._process = subprocess.Popen(
            [
                "bash", "-c", f'exec "$0" "$@" 3<&{commands} 4>&{answers}', program, "--headless=new", "--no-sandbox",
                "--disable-gpu", "--disable-extensions", "--no-first-run", f"--user-data-dir={self._profile}",
                "--remote-debugging-pipe", "about:blank",
            ],
            pass_fds=(commands, answers), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        self._waiting = b""
        self._number = 0
        atexit.register(self.close)
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session: str = attached["sessionId"]
        self._ask("Page.enable")
        self._frame = self._ask("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def print(self, page: str, style: Style) -> bytes:
        self._ask("Page.setDocumentContent", {"frameId": self._frame, "html": page})
        inches = {f"margin{side}": style.margin for side in ("Top", "Bottom", "Left", "Right")}
        drawn = self._ask(
            "Page.printToPDF",
            {
                "paperWidth": style.width, "paperHeight": style.height, **inches, "scale": style.scale,
                "printBackground": True, "preferCSSPageSize": False,
            },
        )  # fmt: skip
        return base64.b64decode(drawn["data"])

    def close(self) -> None:
        """End the browser and remove its profile."""
        self._process.terminate()
        self._process.wait(10)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _ask(self, method: str, parameters: dict[str, Any] | None = None) -> Any:
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters or {}}
        if hasattr(self, "_session"):
            command["sessionId"] = self._session
        self._send(json.dumps(command).encode() + b"\0")
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"the browser refused {method}: {answer['error']}")
                return answer["result"]

    def _send(self, message: bytes) -> None:
        while message:
            message = message[os.write(self._write, message) :]

    def _next(self) -> bytes:
        while b"\0" not in self._waiting:
            more = os.read(self._read, 1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self._waiting += more
        message, _, self._waiting = self._waiting.partition(b"\0")
        return message
