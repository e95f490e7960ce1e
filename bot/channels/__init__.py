"""One file a platform: payload → messages, messages → requests."""
