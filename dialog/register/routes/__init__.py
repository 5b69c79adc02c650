"""The register's pages: organisations, contacts, merging, import, and who takes part in a dialogue."""

from dialog.register.routes.contacts import contacts
from dialog.register.routes.imports import imports
from dialog.register.routes.organisations import register
from dialog.register.routes.participants import participants

BLUEPRINTS = [register, contacts, imports, participants]
