"""The workshop: a room full of people who write, group and vote on a board together.

Every note is a contribution from its first save; the board only says where it hangs. Whoever takes
part needs no account: a device, a side of the dialogue, and a voice of its own. What participants do
leaves no line in the journal, what the team does always.
"""
