"""The least service that a user would write around the rival: one route of FastAPI, for uvicorn to serve."""

import os
from pathlib import Path

from fastapi import FastAPI

from eval.bench import rival

FOLDER = "WAYMARK_BENCH_RIVAL"  # the environment variable that names the rival's store

app = FastAPI()
_search = rival.opened(Path(os.environ[FOLDER]))


@app.get("/search")
def search(query: str, k: int) -> list[str]:
    """The texts of the `k` pieces nearest to a query."""
    return list(_search(query, k))
