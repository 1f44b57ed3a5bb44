"""A report in the XML of JUnit, which CI systems show: a case for each gate and for each question."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eval.cells import failing_lines
from eval.report import Report
from eval.scoring import Verdict

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no place for these


def junit(report: Report) -> str:
    """The report: a failed gate is a failure, and so is a wrong answer; an answer that failed is an error."""
    suites = Element("testsuites", name="waymark eval")
    gates = _suite(suites, "gates", len(report.rows), failures=len(report.failing))
    lines = iter(failing_lines(report))
    for row in report.rows:
        case = SubElement(gates, "testcase", classname="gates", name=f"{row.gate.metric} ({row.gate.split})")
        if not row.holds:
            SubElement(case, "failure", message=_clean(next(lines)))
    wrong, errors = len(report.wrong), len(report.failures)
    questions = _suite(suites, "questions", len(report.verdicts), failures=wrong - errors, errors=errors)
    for verdict in report.verdicts:
        _question(questions, verdict)
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(parent: Element, name: str, tests: int, failures: int, errors: int = 0) -> Element:
    counts = {"tests": tests, "failures": failures, "errors": errors}
    return SubElement(parent, "testsuite", name=name, attrib={k: str(v) for k, v in counts.items()})


def _question(suite: Element, verdict: Verdict) -> None:
    asked = verdict.question
    case = SubElement(
        suite,
        "testcase",
        classname=f"questions.{asked.split}.{asked.type}",
        name=_clean(f"{asked.id}: {asked.question}"),
        time=f"{verdict.ms / 1000:.3f}",
    )
    if not verdict.right:
        what = SubElement(case, "failure" if verdict.answer else "error", message=_clean(" ".join(verdict.reasons)))
        what.text = _clean(verdict.answer.text) if verdict.answer else ""


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
