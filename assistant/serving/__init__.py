"""vLLM as a child process, and the commands that start it and fetch its models."""
