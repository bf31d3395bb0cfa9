"""`section16 website`: an issuer's filings as pages for its web site, and the record of posting them."""

from __future__ import annotations

import argparse

from section16.cli.at_the_ledger import desk, plural, print_json
from section16.cli.main import OK


def run(options: argparse.Namespace) -> int:
    """Write the package and say what is still to be posted, and by when."""
    with desk(options) as at:
        package = at.website(options.issuer, folder=options.output, posted_at=options.posted)
    if options.json:
        print_json(
            {
                "accession_number": page.name,
                "form_type": page.filing.statement.form_type,
                "filed_on": page.filing.filed_on,
                "due": page.due,
                "posted_on": page.posted_on,
                "keep_until": page.keep_until,
            }
            for page in package.pages
        )
        return OK
    print(f"{options.output}/: index.html and {plural(len(package.pages), 'filing')}")
    if package.without_number:
        print(f"{plural(package.without_number, 'filing')} without accession number left out")
    for page in package.to_post:
        due = f", due by the end of {page.due}" if page.due else ""
        done = f"posted at {options.posted}" if options.posted else f"to be posted{due}"
        print(f"  {page.filing.name}: {done}")
    if package.left_out:
        print(f"{plural(len(package.left_out), 'older filing')} left out: twelve months have passed")
    if package.to_post and not options.posted:
        print("when it is on the site, record it: section16 website --posted ADDRESS")
    return OK
