"""The graph as a client of the Agent Protocol runs it: JSON in, schemas that say which, a talk kept as messages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from agents.intake import answered
from graph import build_graph, graph
from runtime.errors import UserError
from runtime.settings import ROOT

DRIVES = "I drive for Uber in Phoenix, 40 hours a week, $900 a week."
HERE: RunnableConfig = {"configurable": {"thread_id": "client"}}


def spoken(words: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": words}]}


def test_langgraph_json_names_this_graph_and_its_schemas_are_plain_json() -> None:
    assert json.loads((ROOT / "langgraph.json").read_text())["graphs"] == {"gigpath": "./graph.py:graph"}
    for schema in (graph.get_input_jsonschema(), graph.get_output_jsonschema(), graph.get_context_jsonschema()):
        assert json.loads(json.dumps(schema))["properties"]
    assert set(graph.get_input_jsonschema()["properties"]) == {"messages", "request"}
    assert set(graph.get_context_jsonschema()["properties"]) == {"facts_only"}


async def test_a_talk_of_messages_with_a_question_plain_words_and_a_second_turn(at_home: None) -> None:
    served = build_graph(InMemorySaver())
    asked = await served.ainvoke(spoken(DRIVES), HERE, context={"facts_only": True})
    assert json.loads(json.dumps(asked["__interrupt__"][0].value))["questions"][0]["field"] == "miles"
    advised = await served.ainvoke(Command(resume="700 miles"), HERE)
    assert advised["income"].net_hour == pytest.approx(7.9, abs=0.05)
    assert [message.type for message in advised["messages"]] == ["human", "ai"]
    assert "$7.90 an hour" in advised["messages"][-1].text
    further = await served.ainvoke(spoken("why not nursing?"), HERE)
    assert [message.type for message in further["messages"]] == ["human", "ai", "human", "ai"]
    assert "nurses typically earn" in further["messages"][-1].text
    changed = await served.ainvoke(spoken("sorry, it is 55 hours"), HERE)
    assert changed["income"].net_hour < advised["income"].net_hour


async def test_a_request_as_json_is_advised_and_leaves_no_messages(at_home: None) -> None:
    done = await graph.ainvoke({"request": {"text": f"{DRIVES} I drive 700 miles."}})
    assert done["decision"].role
    assert not done.get("messages")


async def test_nothing_said_is_a_sentence() -> None:
    with pytest.raises(UserError, match="Nothing was said"):
        await graph.ainvoke({"messages": []})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("700 miles", {"miles": "700 miles", "hours": "700 miles"}),
        ({"miles": "700"}, {"miles": "700"}),
        ([{"type": "response", "args": "700 miles"}], {"miles": "700 miles", "hours": "700 miles"}),
        ([{"type": "ignore", "args": None}], {"said": ""}),
        ("", {"said": ""}),
        ([], {"said": ""}),
    ],
)  # fmt: skip
def test_answers_come_in_words_by_field_or_in_a_chat_clients_form(given: Any, read: dict[str, str]) -> None:
    assert answered(given, ["miles", "hours"]) == read
