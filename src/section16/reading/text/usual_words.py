"""Words that companies, addresses and officers' titles have in common, to know a piece of one again."""

from __future__ import annotations

_COMPANIES = """
acquisition advisors aerospace air airlines america american analytics and applied asset associates
atlantic automation bancorp bancshares bank bankshares bio biomedical biopharma biosciences biotech
biotherapeutics brands broadcasting business capital care cellular central chemical class co
communications community companies company computer consulting corp corporation credit data dental design
development devices diagnostics digital direct dynamics east education electric electronics energy
enterprises entertainment environmental equipment equities equity express exploration fidelity finance
financial first foods foundation fund funds gas general genetics global gold group growth health
healthcare holding holdings home hospitality hotels imaging inc income industrial industries
infrastructure innovations instruments insurance integrated interactive international investment
investments investors l.p lab labs laboratories leasing life limited llc logistics lp ltd management
manufacturing marine markets materials media medical medicines metals microsystems mining mobile mortgage
motor motors national natural network networks new north oil oncology opportunity opportunities optical
orbital packaging paper partners partnership petroleum pharma pharmaceutical pharmaceuticals plc power
products properties property quantum realty renewable research resorts resources restaurants retail
robotics royalty sciences security securities semiconductor senior services software solar solutions
south special specialty states steel storage stores strategic systems systematic technologies technology
telecom therapeutics transportation travel trust union united universal utilities vaccines ventures
vision water west wireless worldwide x /de/ /md/ /nv/
"""

_ADDRESSES = """
attn ave avenue blvd boulevard box broadway building c/o center centre circle court drive east eighth
expressway fifth first floor fourth freeway heights highway hill house ii iii iv lake lane main market
mill north northwest office old one p.o park parkway place plaza point pkwy post rd ridge road route
second seventh sixth south southwest square ste street suite terrace third three tower trail two unit
valley village washington way west
"""

_TITLES = """
accounting administrative and board business cao cco ceo cfo chair chairman chief clinical coo commercial
compliance controller corporate counsel customer cto development director division evp executive exec
finance financial gen general global group head human information legal manager managing marketing
medical member of officer officer operating operations pao people president principal product remarks
resources revenue risk sales scientific secretary see senior strategy svp technical technology treasurer
vice vp 10% owner
"""

USUAL_WORDS = frozenset(f"{_COMPANIES} {_ADDRESSES} {_TITLES}".split())
"""In small letters, without the points and commas around them."""
