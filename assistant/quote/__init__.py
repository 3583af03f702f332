"""Answers that are a filing's own sentences, quoted."""
