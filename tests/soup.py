"""A made-up corpus on disk: one roadmap, one resource and two topics."""

from pathlib import Path

ROADMAP = """---
id: soup
title: Soup Roadmap
short: Soup Roadmap
aliases: [the soup path]
author: Ann Ladle
url: https://soup.example.org/
published: 2025-01-02
kind: roadmap
basis: restated
---

# Soup Roadmap

## Step 1: Stock (2 weeks)

- Stock, what to learn: simmer bones and roots for three hours.
- Stock, tool: a tall pot with a lid.

## Step 2: Vegetables (1 month)

- Vegetables, what to learn: dice carrots, leeks and celery evenly.

## Step 3: Seasoning

- Seasoning, what to learn: salt early and taste often.

## Step 4: Serving

- Serving, project: cook a minestrone for six guests.
"""

RESOURCE = """---
id: ladle-school
title: Ladle School
kind: resource
url: https://school.example.org/
form: course
level: beginner
cost: null
teaches: [stock]
needs: []
named_by: [soup]
status: open
status_note: null
basis: editorial
---

# Ladle School

## What it is

Ladle School is a free course on clear broth. It lasts six evenings.

## Where it fits

Ladle School belongs to the first step of the Soup Roadmap.
"""

TOPICS = """
areas:
  basics: Basics
topics:
  - {id: stock, name: stock, area: basics, aliases: [broth], gloss: the clear liquid that bones and roots give}
  - {id: knife-work, name: knife work, area: basics, parts: [dice], gloss: cutting things into even pieces}
"""


def write_corpus(folder: Path) -> Path:
    """Write it into `folder`, free to be changed."""
    (folder / "roadmaps").mkdir(parents=True)
    (folder / "resources").mkdir()
    (folder / "roadmaps" / "soup.md").write_text(ROADMAP, encoding="utf-8")
    (folder / "resources" / "ladle-school.md").write_text(RESOURCE, encoding="utf-8")
    (folder / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    return folder


def write_edition(corpus: Path, number: int) -> None:
    """Make the roadmap say something new in every section, so that an ingest has all of it to do."""
    path = corpus / "roadmaps" / "soup.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    items = [f"{line.split(' Edition')[0]} Edition {number}." if line.startswith("- ") else line for line in lines]
    path.write_text("\n".join(items) + "\n", encoding="utf-8")
