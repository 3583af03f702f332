"""Answers read from printed tables: rows and columns ranked, looked up, or less what a question leaves out."""
