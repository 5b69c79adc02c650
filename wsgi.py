"""What a web server loads: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import os
import sys

from dialog import create_app
from dialog.config import ConfigurationError
from dialog.overview.serving import hold_alone

try:
    app = create_app()
    if os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
        hold_alone(app.config["SETTINGS"])
except ConfigurationError as refusal:
    # One sentence that says what to set, not a traceback.
    sys.exit(str(refusal))
