"""What is remembered: tables, and functions on them by topic. Nothing here commits but `session.transaction`."""
