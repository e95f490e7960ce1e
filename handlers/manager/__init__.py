"""Conversations with officers of cooperatives, one a file."""
