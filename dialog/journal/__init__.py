"""Who did what, and when: one line for every act, never changed, readable as sentences.

No line is ever written for what a survey participant does: that they answered is a receipt, when
they did so is nobody's business.
"""

from dialog.journal.operations import record

__all__ = ["record"]
