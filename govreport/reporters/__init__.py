"""Findings → text in an output format. Reporters return strings; only commands write."""
