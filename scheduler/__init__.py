"""When the office speaks first. It holds no state: each tick asks the database what is due."""
