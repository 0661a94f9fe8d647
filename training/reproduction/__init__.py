"""The closed loop, measured: the paper's tables and figures again, in the drawn world (`deixis reproduce`)."""
