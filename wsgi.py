"""What a web server loads: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from dialog import create_app

app = create_app()
