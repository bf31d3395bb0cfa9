"""The guided interview of `section16 draft --ask`: one event asked for, its line shown as it builds.

interview       questions and answers, `?` and `back`
fact_questions  which fields of which fact are asked for, and in which words
event           the event as far as it was told, and the draft it makes so far
asking          the script: parties, what happened, what was owned, who signs
"""
