"""Critics of people's labels: which pictures are held out, whether there are enough, and how a new one does there."""
