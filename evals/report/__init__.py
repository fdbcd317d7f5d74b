"""What a set of runs comes to, for a reader who was not there: computed once, drawn as a page of HTML or by Streamlit."""

from evals.report.page import html
from evals.report.shape import Summary
from evals.report.summary import summarise

__all__ = ["Summary", "html", "summarise"]
