"""What keeps a reply to what is established: numbers matched, markers resolved, sentences held back till then."""
