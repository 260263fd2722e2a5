"""Run the command line with `python -m podcast`."""

from podcast.cli import main

if __name__ == "__main__":
    main()
