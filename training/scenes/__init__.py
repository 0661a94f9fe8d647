"""The drawn world: illustrated scenes whose people, things and causes are known exactly."""
