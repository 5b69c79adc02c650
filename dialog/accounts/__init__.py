"""The people who sign in: staff of the municipality and the collaboration body.

Participants never have an account; they come by a personal link (`invitations`) or a board's code
(`workshop`). What a person may do in a dialogue is decided in `process.rights`.
"""
