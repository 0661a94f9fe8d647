"""The teacher answers: picture and regions are put into words, and a chat model that reads only these replies.

This is the teacher that table 5 of the paper compares its students with, and the simpler one beside it.
"""
