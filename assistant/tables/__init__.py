"""Answers read from printed tables: rows ranked, looked up, followed in time, or less what a question leaves out."""
