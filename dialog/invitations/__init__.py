"""Personal links, what was sent to whom, and who said they would come.

One mechanism for survey, group, workshop and meeting. A link is derived from the number of its
invitation and never stored; raising the generation revokes it.
"""
