"""govreport: 政府信息公开工作年度报告, from interview or TOML to checked and printed report."""

__version__ = "0.1.0"
