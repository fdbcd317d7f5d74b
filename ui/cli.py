"""``gigpath``: the command line. On a terminal it speaks words; into a pipe it writes JSON, with the words on stderr.

Everything heavy is imported inside the commands, so that ``gigpath --help`` is there at once.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runtime.errors import GigpathError, UserError
from ui.commands.common import JsonFlag, LlmFlag, configured, machine

if TYPE_CHECKING:
    from tools.profile import Profile

app = typer.Typer(
    help="What a gig worker's hour really brings, which better-paid roles are near, and how to get there.",
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
)  # fmt: skip

INTERRUPTED = 130
STOPPED = "Stopped; what was done is kept: `gigpath resume last` goes on with an advice, `gigpath index build` with the index."


def _version(asked: bool) -> None:
    """The installed package's version, which the top of CHANGELOG.md explains."""
    if asked:
        from importlib.metadata import version

        print(version("gigpath"))
        raise typer.Exit


@app.callback()
def options(
    shown: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and nothing else.")
    ] = False,
) -> None:
    """What holds for every command; its help is the app's own."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, 1 for ours, 2 for the user's mistake, 130 when interrupted."""
    os.umask(0o077)  # what is kept is for its owner's eyes
    for stream in (sys.stdin, sys.stdout, sys.stderr):  # whatever the locale, and whatever bytes come
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(argv, standalone_mode=False) or 0
        return _say(STOPPED, code) if code == INTERRUPTED else code
    except typer.TyperException as error:
        return _say(f"{error.format_message().replace('Value error, ', '')} See `gigpath --help`.", error.exit_code)
    except GigpathError as error:
        return _say(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _say(STOPPED, INTERRUPTED)
    except BrokenPipeError:  # the reader of our pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("GIGPATH_DEBUG"):
            raise
        from ui.mishap import sentence

        return _say(sentence(error), 1)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


@app.command()
def advise(
    text: Annotated[str, typer.Option(help="What you do, earn and want, in your own words; - reads stdin.")] = "",
    profile: Annotated[
        Path | None, typer.Option(help="A profile (YAML or JSON), or your words in a text file.")
    ] = None,
    work: Annotated[str, typer.Option(help='What you do now: "Uber driver".')] = "",
    place: Annotated[str, typer.Option(help='City or state: "Phoenix, AZ".')] = "",
    gross: Annotated[str, typer.Option(help="What comes in before costs: 950/week, 25/hour.")] = "",
    hours: Annotated[float | None, typer.Option(help="Hours a week, waiting included.")] = None,
    miles: Annotated[float | None, typer.Option(help="Miles a week.")] = None,
    expenses: Annotated[float | None, typer.Option(help="Other costs, USD a week.")] = None,
    fees: Annotated[float | None, typer.Option(help="The platform's share of the gross, percent.")] = None,
    past: Annotated[list[str] | None, typer.Option(help="Earlier work; may be given again.")] = None,
    skill: Annotated[list[str] | None, typer.Option(help="Something you can do; may be given again.")] = None,
    want: Annotated[list[str] | None, typer.Option(help="A role you ask about; may be given again.")] = None,
    must: Annotated[list[str] | None, typer.Option(help='A condition: "home evenings", "no driving"…')] = None,
    education: Annotated[str, typer.Option(help="Highest: high school, associate, bachelor…")] = "",
    target: Annotated[float | None, typer.Option(help="Pay wanted, USD an hour.")] = None,
    study: Annotated[float | None, typer.Option(help="Hours a week free to learn.")] = None,
    budget: Annotated[float | None, typer.Option(help="USD to spend on learning.")] = None,
    thread: Annotated[
        str, typer.Option(help="A name for the talk, to go on with it by `gigpath ask`; one of that name begins anew.")
    ] = "",
    llm: LlmFlag = None,
    as_json: JsonFlag = None,
) -> None:
    """One advice, agent by agent. At a terminal it may ask three questions first."""
    from ui.commands.answers import filled, read_profile_file
    from ui.commands.terminal import advise_here

    flags: dict[str, Any] = {
        "work": work, "place": place, "gross": gross, "hours": hours, "miles": miles, "expenses": expenses, "fees": fees,
        "past": past, "skills": skill, "wants": want, "constraints": must, "education": education,
        "target_hourly": target, "study_hours": study, "budget": budget,
    }  # fmt: skip
    if text == "-":
        text = sys.stdin.read()
    given: Profile | None = None
    if profile:
        words, given = read_profile_file(profile)
        text = "\n".join(filter(None, (text, words)))
    given = filled(given, flags)
    asks = sys.stdin.isatty() and not machine(as_json)
    if not text.strip() and given is None:
        if not asks:
            raise UserError(
                "There is nothing to go by.", 'For example: gigpath advise --text "I drive for Uber in Phoenix"'
            )
        text = typer.prompt("What do you do, what do you earn, what do you want?", prompt_suffix="\n> ")
    talk = {"thread": thread, "anew": True} if thread else {}
    advise_here(
        configured(llm), {"text": text, "profile": given, "ask": asks, **talk}, machine(as_json), quiet=bool(as_json)
    )


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What you say or ask further; - reads stdin.")],
    thread: Annotated[str, typer.Option(help="The name of the talk, as given to `gigpath advise --thread`.")],
    llm: LlmFlag = None,
    as_json: JsonFlag = None,
) -> None:
    """One further turn of a talk: a question is answered and changes nothing, a new fact is worked in."""
    from ui.commands.terminal import ask_here

    said = sys.stdin.read() if text == "-" else text
    if not said.strip():
        raise UserError(
            "There is nothing to answer.", f'For example: gigpath ask --thread {thread} "what does it cost?"'
        )
    ask_here(configured(llm), thread, said, machine(as_json), quiet=bool(as_json))


@app.command()
def chat(
    thread: Annotated[str, typer.Option(help="The name of a talk to go on with; a new one otherwise.")] = "",
    llm: LlmFlag = None,
) -> None:
    """Talk it over in the terminal: say what you do and earn, then ask. An empty line is skipped, Ctrl-D or Ctrl-C ends."""
    import asyncio
    import signal

    from ui.commands.common import ready_index
    from ui.commands.terminal import talk_here

    def read() -> str | None:
        before = signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # the loop's own would wait until input() returns
        try:
            return input("\n> ")
        except (EOFError, KeyboardInterrupt):
            return None
        finally:
            signal.signal(signal.SIGINT, before)

    ready_index()
    print("What do you do, what do you earn, what do you want?")
    asyncio.run(talk_here(configured(llm), thread, read))


@app.command()
def resume(
    run: Annotated[str, typer.Argument(help="A run's id, the beginning of one, or last.")],
    answer: Annotated[list[str] | None, typer.Option(help="field=words, for a run that waits on questions.")] = None,
    llm: LlmFlag = None,
    as_json: JsonFlag = None,
) -> None:
    """Go on with a run that was stopped, failed, or waits for answers."""
    from runtime.records import Records
    from ui.commands.answers import parsed_answers
    from ui.commands.terminal import advise_here, ask

    config = configured(llm)
    record = Records(config.database).get(run)
    if record.outcome == "finished":
        raise UserError(f"Run {record.run_id} is finished.", f"`gigpath trace {record.run_id}` shows it.")
    given: dict[str, Any] = {"thread": record.thread}
    if record.outcome == "waiting":
        questions = record.events[-1]["questions"]
        answers = parsed_answers(answer or [], questions)
        if not answers and sys.stdin.isatty() and not machine(as_json):
            answers = ask(questions)
        given["answers"] = answers
    else:
        given["resume"] = True
    advise_here(config, given, machine(as_json), quiet=bool(as_json))


@app.command()
def runs(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many, newest first.")] = 20,
    since: Annotated[str, typer.Option(help="Not older than this: 90m, 12h, 7d, or a day as 2025-03-31.")] = "",
    mode: Annotated[str, typer.Option(help="hosted, endpoint, local, evidence-only.")] = "",
    model: Annotated[str, typer.Option(help="A part of the model's name.")] = "",
    outcome: Annotated[str, typer.Option(help="finished, waiting, failed, stopped.")] = "",
    slower: Annotated[float, typer.Option(help="Took at least so many seconds.")] = 0.0,
    fallback: Annotated[bool, typer.Option("--fallback", help="Those in which something fell back.")] = False,
    text: Annotated[str, typer.Option(help="Words in what was asked or answered.")] = "",
    as_json: JsonFlag = None,
) -> None:
    """What ran: newest first."""
    from runtime.records import Records, Wanted
    from ui.commands.answers import moment
    from ui.commands.history import show_runs

    wanted = Wanted(
        since=moment(since), mode=mode, model=model, outcome=outcome, slower=slower, fallback=fallback, text=text
    )
    rows = Records(configured().database).list(limit, "", wanted)
    if machine(as_json):
        for row in rows:
            print(row.model_dump_json())
    else:
        show_runs(rows)


@app.command()
def trace(
    run: Annotated[str, typer.Argument(help="A run's id, the beginning of one, or last.")] = "last",
    node: Annotated[
        str, typer.Option("--node", help="One part whole: an agent's name, or a number from the tree.")
    ] = "",
    facts: Annotated[
        bool, typer.Option("--facts", help="With --node: all facts, roles and passages, not the first alone.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json/--words", help="The record, or one span, as JSON.")] = False,
) -> None:
    """Why a run said what it said: a tree with times; --node shows facts, prompt, answer and verdicts. Words in a pipe too."""
    from dataclasses import asdict

    from runtime.records import Records
    from ui.backstage.inspected import inspect
    from ui.commands.history import show_trace
    from ui.commands.nodeview import show_node

    config = configured()
    record = Records(config.database).get(run)
    if as_json and not node:
        print(record.model_dump_json())
        return
    taken = inspect(record, config)
    if as_json:
        import json

        print(json.dumps(asdict(taken.span(node)), ensure_ascii=False))
    elif node:
        show_node(taken, node, facts)
    else:
        show_trace(taken)


def _upkeep() -> None:
    from ui.commands import benches, evaluate, forgetting, indexing, judged, linking, scored, training, upkeep

    app.command()(upkeep.tool)
    app.command()(upkeep.doctor)
    app.command()(forgetting.forget)
    app.add_typer(training.facts, name="facts")
    app.add_typer(indexing.index, name="index")
    told = (judged.report, judged.trace, judged.judge, judged.export_sft, judged.finetune, judged.export_mlflow)
    for command in (
        benches.bench,
        linking.link,
        evaluate.run,
        evaluate.add,
        evaluate.runs,
        evaluate.score,
        evaluate.compare,
        evaluate.relations,
        scored.scorecards,
        *told,
    ):
        upkeep.evals.command()(command)
    app.add_typer(upkeep.evals, name="eval")


_upkeep()
