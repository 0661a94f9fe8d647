"""The same pictures and questions answered by several models, side by side on one page."""
