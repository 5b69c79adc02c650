"""The outbox: what is to be sent, was sent, failed. Knows no stage.

A letter is a row, written in the transaction of the act that caused it. A job sends it, and the
secret link in it is filled in as it leaves; the row never holds it.
"""
