"""Indonesian words → values. Pure functions; time is an argument; no text makes them raise."""
