"""The unit of evidence: who spoke (a voice), what was said (a contribution), in which words.

Text lives in wordings alone, and wordings are never overwritten: an edit, a correction or a mask
is a new row. Whether something counts is read from its standings. The one door for texts.
"""
