"""A local EDGAR on this machine: for rehearsal, for training, and as the EDGAR of the tests.

    with serve(Sandbox("rehearsal")) as address:
        ...

It takes submissions, follows them to acceptance or suspension and publishes what was accepted LIVE, as the
SEC's API document and its public archive describe. Nothing in it ever leaves the machine.
"""

from section16.edgar.sandbox.office import Sandbox
from section16.edgar.sandbox.server import serve

__all__ = ["Sandbox", "serve"]
