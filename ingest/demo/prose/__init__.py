"""The words of the filings, written here; their numbers are filled in from the books."""
