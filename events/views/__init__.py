"""What readers ask and get: preconditions, one question, one response."""
