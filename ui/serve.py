"""How the chat page is started, from whatever folder."""

import sys
from pathlib import Path

APP = Path(__file__).resolve().parent / "app.py"

# Streamlit reads .streamlit/config.toml only from the folder it is started in; the command line holds everywhere.
STREAMLIT_OPTIONS = (
    "--server.address=127.0.0.1",
    # A stranger's page whose name is made to lead here is of another host, which a browser says.
    "--server.allowedHosts=127.0.0.1",
    "--server.allowedHosts=localhost",
    "--server.headless=true",
    "--server.maxUploadSize=10",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.showErrorDetails=none",
    "--client.showErrorLinks=false",
    "--client.toolbarMode=minimal",
    # The collector goes through a million objects at the end of every look at a page, while an answer waits its turn.
    "--runner.postScriptGC=false",
    "--theme.light.primaryColor=#0f766e",
    "--theme.dark.primaryColor=#2dd4bf",
)


def chat_command(port: int, app: Path = APP) -> list[str]:
    """The command line that serves the chat page on 127.0.0.1:`port`."""
    return [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", *STREAMLIT_OPTIONS]
