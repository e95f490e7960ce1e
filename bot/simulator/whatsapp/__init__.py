"""Meta's side of the wire: a local WhatsApp Cloud API and the phones of the people it serves."""
