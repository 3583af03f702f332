"""When to say no, to ask back, or to state a limit."""
