"""Readers of official formats. Each takes files as published and returns polars frames of facts."""
