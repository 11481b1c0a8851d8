"""What `flask --app app` and a WSGI server (`app:server`) start."""

from dashboard import create_app
from dashboard.config import Config, InvalidConfig

try:
    config = Config.from_env()
except InvalidConfig as error:
    raise SystemExit(f"The settings cannot be used: {error}") from None

application = create_app(config)
server = application.server
