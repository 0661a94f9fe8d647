"""The region canvas, its styles and the gallery pictures, as package data."""

from pathlib import Path

STATIC_FOLDER = Path(__file__).parent
