"""`scorecard/index.html`: one page, offline, in English and Chinese, for screen, phone, print and screen readers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from orchestration.contents.kpi_page import Line, counts, texts
from orchestration.contents.words import COUNTS, DOMAINS, MARKS
from orchestration.gate import Verdict

TEMPLATE = Path(__file__).with_name("scorecard.html.j2")
STYLE = Path(__file__).with_name("scorecard.css")


@dataclass(frozen=True)
class Page:
    """What the page says beside its lines."""

    company: str
    company_zh: str
    base_currency: str
    as_of: date
    release_id: str
    verdict: Verdict


def scorecard_html(page: Page, lines: Sequence[Line]) -> str:
    """Render the page; every text is escaped, and its policy admits the page's own style and nothing else."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    style = STYLE.read_text(encoding="utf-8")
    domains = [
        {
            "name": domain.capitalize(),
            "name_zh": DOMAINS.get(domain, domain),
            "rows": [{"line": line, "texts": texts(line, page.base_currency)} for line in group],
        }
        for domain, group in groupby(lines, key=lambda line: line.domain)
    ]
    tally = [
        {"status": name, "count": count, "mark": MARKS[name], "name": COUNTS[name][0], "name_zh": COUNTS[name][1]}
        for name, count in counts(lines).items()
    ]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return template.render(page=page, domains=domains, names=DOMAINS, tally=tally, style=style, style_digest=digest)
