"""The statutory annual report: its words, its tables, and the files it is written to."""

from gongkai.report.compose import build
from gongkai.report.model import FatalFindings, Report, ReportSource, Section

__all__ = ["FatalFindings", "Report", "ReportSource", "Section", "build"]
