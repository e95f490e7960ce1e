"""Conversations with the office's own people, one a file."""
