"""Published reports come in: any document → a report and an account of what was read."""
