"""`section16 sandbox`: a local EDGAR that runs until it is stopped."""

from __future__ import annotations

import argparse
import time

from section16.cli.days import moment_of
from section16.cli.main import OK
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.seeds import FILER_TOKEN, SEEDS, USER_TOKEN
from section16.errors import UsageError

_PORT = 8016


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted, after saying whom it knows and how to ask it."""
    port = _number(options.port, "--port", _PORT)
    processing = _number(options.processing, "--processing", 5)
    sandbox = Sandbox(
        options.folder or "sandbox",
        settling=min(2, processing),
        processing=processing,
        always_open=not options.hours,
    )
    if options.now:
        sandbox.clock.set(moment_of(options.now), running=True)
    try:
        with serve(sandbox, port=port, limit_pace=True) as address:
            _tell(sandbox, address)
            while True:
                time.sleep(3600)
    except OSError as error:
        raise UsageError(f"port {port} is taken ({error.strerror}); give another with --port") from None
    except KeyboardInterrupt:
        print("the sandbox is closed; what it holds stays in its folder", flush=True)
        return OK
    finally:
        sandbox.close()


def _tell(sandbox: Sandbox, address: str) -> None:
    print(f"A local EDGAR at {address}, {sandbox.clock.now():%Y-%m-%d %H:%M} Eastern, {sandbox.condition}")
    print("Nothing leaves this machine. In another terminal, with made-up secrets that open nothing else:\n")
    print(f"  export SECTION16_EDGAR={address}")
    print(f"  export SECTION16_FILER_TOKEN={FILER_TOKEN} SECTION16_USER_TOKEN={USER_TOKEN}")
    for each in SEEDS:
        print(f"  export SECTION16_CCC_{each.cik}='{each.ccc}'   # {each.name}")
    print("\n  section16 submit form4.xml\n\nControl-C ends it.", flush=True)


def _number(text: str | None, option: str, default: int) -> int:
    if text is None:
        return default
    if not text.isdecimal() or int(text) > 65535:
        raise UsageError(f"{option} is {text!r}; give a whole number")
    return int(text)
