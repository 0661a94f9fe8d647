"""Looking through a corpus: its entries found by what they are, and shown with all that led to them."""
