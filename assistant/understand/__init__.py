"""What a question asks: of whom, for when, which figures by which formula, and what kind of reply."""
