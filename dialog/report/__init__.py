"""Reports to the owner boards: written, issued in frozen editions, and still traceable.

Each reference in an edition has a line that says which proposal, words or figure it rests on, as
they were when the edition was issued.
"""
