"""The pages of filings that a question needs, and the sentences in them that tell."""
