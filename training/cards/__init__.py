"""Skill cards: on one page what a student, a teacher or a critic can do, beside every way to be right by luck."""
