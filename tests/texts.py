"""Made-up documents, and what random Markdown is made of."""

from hypothesis import strategies as st

from ingest.records import Document

PIECES = ["# A\n", "## Step 1: B\n", "### C (2 weeks)\n", "- x\n", "  - y: z\n", "1. **q**\n", "**L:**\n", "> w\n"]
PIECES += [
    "a. B c!\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "```\n# k\n",
    "\n",
    "\t",
    "✅ s\n",
    "[l](u)",
    "\u2028",
    " ",
]

ODD = st.text(
    st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=4
)  # cleaning leaves neither


def document(text: str) -> Document:
    return Document("d", "user", "T", "T", None, None, None, "yours", "d", (), None, "d.md", text)
