"""What runs the graph. Imported before langgraph, which reads this switch once."""

import os

os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")
