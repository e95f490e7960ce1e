"""The other end of the wire: a local Telegram Bot API server and the phones of the people it serves."""
