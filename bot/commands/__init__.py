"""What the subcommands of `sapa` do, by topic."""
