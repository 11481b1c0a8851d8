"""What `flask --app app` and a WSGI server (`app:server`) start."""

from dashboard import create_app
from dashboard.config import Config

application = create_app(Config.from_env())
server = application.server
