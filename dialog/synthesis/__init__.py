"""From what was said to themes: coding, merging, and who said what.

A coding points at exact words in one wording, so that it stays true when the text gets a mask.
"""
