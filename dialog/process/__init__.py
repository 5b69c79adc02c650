"""A dialogue: its purpose, parties, stages, occasions, owner boards and team.

Where it stands is read from its turns (started, paused, resumed, broken off, completed), and what
a person may do in it is one table, `rights`.
"""
