"""What is measured and what is proved, outside the tests: `python -m bench`, `python -m bench.prove`.

filings   the documents: real ones where there are any, else made-up ones
race      jobs timed against each other, in turns
figures   what a measurement yields, and the table of them
reading drawing peer starting        one measurement each, gathered by `__main__`
any_bytes fuzz real_filings memory   one proof each, gathered by `prove`
page      the page of proofs, docs/proof.md
"""
