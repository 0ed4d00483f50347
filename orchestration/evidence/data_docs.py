"""GX Data Docs as a small site that needs no network: one page a suite, an index, one style sheet.

GX's own pages load scripts, fonts and styles from content networks, tell the moment and the machine, and show nothing
on their index without scripts. So GX renders what was checked, section by section, and the pages around it are ours.
"""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path
from typing import Any

RENDERED = "gx/uncommitted/data_docs/local_site/validations"
STORED = "gx/uncommitted/validations"
STYLE = "data_docs.css"
SECTIONS = re.compile(r'<div id="section-2".*(?=</div>\s*</div>\s*</div>\s*<footer)', re.S)
SCRIPTS = re.compile(r"<script\b.*?</script>", re.S)
BLANK_LINES = re.compile(r"\n\s*\n+")
NO_TEXT = "could not be evaluated"
PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <link rel="stylesheet" href="data_docs.css">
  </head>
  <body>
    <h1>{title}</h1>
{body}
  </body>
</html>
"""
CELLS = ("{mark}", "<a href='{name}.html'>{name}</a>", "{rules}", "{hold}", "{warn}")
ROW = f"        <tr>{''.join(f'<td>{cell}</td>' for cell in CELLS)}</tr>"


def write_site(context: Any, root: Path, folder: Path) -> None:
    """Let GX render the results that the file context below `root` keeps, and write the site into `folder`."""
    results = [_scrubbed(path) for path in sorted((root / STORED).rglob("*.json"))]
    context.build_data_docs()
    folder.mkdir(parents=True)
    rendered = {_suite_of(path): path for path in (root / RENDERED).rglob("*.html")}
    for result in results:
        html = rendered[result["suite_name"]].read_text(encoding="utf-8")
        (folder / f"{result['suite_name']}.html").write_text(page_html(result, html), encoding="utf-8")
    (folder / "index.html").write_text(_index(results), encoding="utf-8")
    shutil.copyfile(Path(__file__).with_name(STYLE), folder / STYLE)


def _scrubbed(path: Path) -> dict[str, Any]:
    """A stored result without what names the machine, the moment or (in an exception's text) a value."""
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    result["meta"] = {name: result["meta"][name] for name in ("run_id", "great_expectations_version")}
    for one in result["results"]:
        _hide_exceptions(one["exception_info"])
    path.write_text(json.dumps(result), encoding="utf-8")
    return result


def _hide_exceptions(info: dict[str, Any]) -> None:
    """Blank the texts of an exception; GX nests them by metric."""
    for name, value in info.items():
        if isinstance(value, dict):
            _hide_exceptions(value)
        elif name in ("exception_message", "exception_traceback") and value:
            info[name] = NO_TEXT


def _suite_of(page: Path) -> str:
    """The suite of a rendered page, which GX calls `candidate-<asset>.html`; our assets are named as their suite."""
    return page.stem.removeprefix("candidate-")


def page_html(result: dict[str, Any], html: str) -> str:
    """One suite's page: what failed, then the sections that GX rendered, without scripts."""
    found = SECTIONS.search(html)
    sections = BLANK_LINES.sub("\n", SCRIPTS.sub("", found[0])) if found else ""
    told = result["meta"]["run_id"]["run_name"]
    hold, warn = _failed(result, "critical"), _failed(result, "warning")
    head = f"    <p><a href='index.html'>All suites</a> · candidate {escape(told)} · {_mark(hold, warn)}</p>\n"
    head += f"    <p>{len(result['results'])} rules, {hold} critical and {warn} warning rules failed.</p>\n"
    return PAGE.format(title=escape(result["suite_name"]), body=head + sections)


def _index(results: list[dict[str, Any]]) -> str:
    rows = []
    for result in sorted(results, key=lambda one: str(one["suite_name"])):
        hold, warn = _failed(result, "critical"), _failed(result, "warning")
        name = escape(result["suite_name"])
        rows.append(ROW.format(mark=_mark(hold, warn), name=name, rules=len(result["results"]), hold=hold, warn=warn))
    versions = {result["meta"]["great_expectations_version"] for result in results}
    head = "<th>Result</th><th>Suite</th><th>Rules</th><th>Critical failed</th><th>Warnings failed</th>"
    body = "    <p>What Great Expectations {} checked on the candidate's own files, before they were released.</p>\n"
    body = body.format(", ".join(sorted(versions)))
    body += f"    <table class='table'>\n      <thead><tr>{head}</tr></thead>\n      <tbody>\n"
    body += "\n".join(rows) + "\n      </tbody>\n    </table>"
    return PAGE.format(title="Data Docs", body=body)


def _failed(result: dict[str, Any], severity: str) -> int:
    return sum(
        1 for one in result["results"] if not one["success"] and one["expectation_config"]["severity"] == severity
    )


def _mark(hold: int, warn: int) -> str:
    return "<b class='hold'>failed</b>" if hold else "<b class='warn'>warning</b>" if warn else "passed"
