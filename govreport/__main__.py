"""`python -m govreport`."""

from govreport.cli.main import main

if __name__ == "__main__":
    main()
