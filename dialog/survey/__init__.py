"""Asking many the same questions, by name or in confidence.

Draft, receipt and response are three tables so that a confidential answer cannot be tied to who
gave it: the seat is emptied of its draft, gets a receipt, and the response stands by itself.
"""
