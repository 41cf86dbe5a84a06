"""`python -m generator` does what `vanban` does."""

from generator.cli import main

if __name__ == "__main__":
    main()
