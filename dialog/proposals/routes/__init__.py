"""The two lists, one proposal and its thread, its evidence, the European code."""

from dialog.proposals.routes.acts import acts
from dialog.proposals.routes.evidence import evidence
from dialog.proposals.routes.lists import lists
from dialog.proposals.routes.writing import writing

BLUEPRINTS = [lists, writing, acts, evidence]
