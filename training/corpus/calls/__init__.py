"""Calls to a teacher: many at a time, within a budget, none lost and none made twice."""
