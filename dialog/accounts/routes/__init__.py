"""Signing in and out, one's own account, and the administrator's list of people."""

from dialog.accounts.routes.me import accounts
from dialog.accounts.routes.people import people
from dialog.accounts.routes.signing import signing

BLUEPRINTS = [signing, accounts, people]
