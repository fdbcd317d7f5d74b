"""What each agent may see, must return, and says."""

import runtime as _strict  # noqa: F401  before langgraph is imported
