"""What the answers are worth: golden questions in, one verdict each, measures, gates and reports out."""
