"""The stream of changes: one mechanism for every page that updates itself.

A channel counts its changes under the row's lock, in the transaction of the change. A page carries
the number it was drawn at, the stream starts after it, and a gap gets a snapshot. One tail in each
process reads what is new, draws it once for each kind of page and language, and hands it to all
who follow.
"""
