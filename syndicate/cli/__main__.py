"""``python -m syndicate.cli``."""

from syndicate.cli import main

if __name__ == "__main__":
    main()
