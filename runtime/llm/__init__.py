"""The model side of the house: one protocol, four backends (hosted, endpoint, local, none). Knows no agent."""

from runtime.llm.capabilities import TABLE, Capability
from runtime.llm.chat import ChatModel, Completion, How, Message, ToolCall
from runtime.llm.choose import Choice, choose, voice

__all__ = ["TABLE", "Capability", "ChatModel", "Choice", "Completion", "How", "Message", "ToolCall", "choose", "voice"]
