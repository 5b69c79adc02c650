"""What a web server loads: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import sys

from dialog import create_app
from dialog.config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as refusal:
    # One sentence that says what to set, not a traceback.
    sys.exit(str(refusal))
