"""A module a source format: bytes → `Document`. None knows anything of reports."""
