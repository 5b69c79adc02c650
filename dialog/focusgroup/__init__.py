"""Focus groups: a few people around a table, a guide to talk from, and somebody who writes it down.

What is said becomes contributions as it is written, spoken by a code (F1, T2): the code stands on
the place card, the name stands nowhere. A closed group can be read and coded, never added to.
"""
