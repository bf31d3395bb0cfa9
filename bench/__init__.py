"""What is measured and what is proved, outside the tests: `python -m bench`, `python -m bench.prove`.

filings   the documents: real ones where there are any, else made-up ones
race      jobs timed against each other, in turns
figures   what a measurement yields, and the table of them
reading drawing peer starting desk   one measurement each, gathered by `__main__`
any_bytes fuzz real_filings memory reproduce   one proof each, gathered by `prove`
facts_of accounts_of legs compared   what `reproduce` makes of a filing, and how a draft is compared with it
page      the page of proofs, docs/proof.md
"""
