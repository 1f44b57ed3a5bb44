"""A small public collection in BEIR's format, free to be damaged."""

import json
from pathlib import Path

DOCUMENTS = (
    {"_id": "stock", "title": "Stock", "text": "Simmer bones and roots for three hours in a tall pot."},
    {"_id": "knife", "title": "Knife work", "text": "Dice carrots, leeks and celery evenly with a sharp knife."},
    {"_id": "salt", "title": "", "text": "Salt early and taste often. Pepper goes in last."},
    {"_id": "empty", "title": "", "text": ""},
)
QUERIES = (
    {"_id": "q1", "text": "how long do bones simmer"},
    {"_id": "q2", "text": "dice the carrots"},
    {"_id": "q3", "text": "nobody judged this"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\tstock\t2\nq1\tsalt\t0\nq2\tknife\t1\n"


def write_collection(folder: Path) -> Path:
    """Write it into `folder`."""
    (folder / "qrels").mkdir(parents=True)
    write_lines(folder / "corpus.jsonl", *DOCUMENTS)
    write_lines(folder / "queries.jsonl", *QUERIES)
    (folder / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return folder


def write_lines(path: Path, *entries: object) -> None:
    """Write one JSON value a line."""
    path.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
