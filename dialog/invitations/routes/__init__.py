"""Personal links, what the invited see, and the team's pages about who is asked."""

from dialog.invitations.routes.attendance import attendance
from dialog.invitations.routes.inviting import invitations
from dialog.invitations.routes.links import links
from dialog.invitations.routes.participant import invited_pages
from dialog.invitations.routes.sending import sending

BLUEPRINTS = [links, invited_pages, invitations, sending, attendance]
