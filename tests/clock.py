"""Floors of time hold on a machine that is left alone; one shared with others may be given slack, and CI is."""

from __future__ import annotations

import os

SLACK = float(os.environ.get("GIGPATH_TEST_SLACK", "1"))
"""A measure may be so many times over its floor. What was measured is printed either way."""
