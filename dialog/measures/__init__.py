"""Measures: what may be claimed about agreement, priority and likeness, and what must be withheld.

Everything here is a pure function on plain values and arrays: no database, no web, no clock, no
chance. A newcomer starts with `agreement.verdict` (do two parties agree about one proposal?) and
`disclosure.protect_counts` (which of these counts may be shown?); every formula names its source.
numpy, scipy and scikit-learn are fetched inside the functions that need them, so that a page which
compares two parties starts without them. What each measure says, and does not say, to the people
who read the results stands in docs/measures.md.
"""
