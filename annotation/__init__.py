"""Rules of human judgement: who sees what next, valid ratings, agreement, comparisons. No widgets live here."""
