"""The sample dialogue: two processes in Ljungö, made by the same operations that people use.

The texts stand in data/, written by hand; everything else follows from one seed, so that the
sample is the same every time.
"""
