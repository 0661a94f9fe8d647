"""Files of questions, answers and rationales: how each layout is read and written, and what is said of a bad line."""
