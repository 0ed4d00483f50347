"""The verdict page tells people what broke, since when, whose it is and what to do, and nothing in it can act."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from orchestration.contents.verdict_page import VerdictPage, gate_lines, link, numbered, summary, verdict_html
from orchestration.evidence.records import Expected, Kind, Severity
from orchestration.gate import Finding, State, Verdict
from orchestration.policy import GatePolicy
from orchestration.waivers import Waiver

AS_OF = date(2025, 12, 19)
OK, WARN, HELD = State.RELEASED, State.RELEASED_WITH_WARNINGS, State.HELD
EVIL = "<script>alert(1)</script>.csv"
WAIVER = Waiver("contract.salesforce.*", "The CRM is being moved.", "Head of sales", date(2026, 1, 9))
UNUSED = Waiver("drift.*", "A reorganisation.", "Operations officer", AS_OF)
EXPIRED = Waiver("gx.*", "It was last year.", "Nobody", date(2025, 12, 18))
LEDGER = Finding(
    "identity.ledger.a_file_total", "failed", ("finance", "strategy"), True, 3, f"{EVIL}: off by 50.00",
    "Export again.", "3 totals do not add up", "3 个合计数不符", "Finance controller", "财务主管", date(2025, 12, 17),
    (f"{EVIL}: October",), "rows/ledger.parquet", None, "重新导出。",
)  # fmt: skip
REJECTS = Finding(
    "contract.salesforce.account.rejects", "failed", ("customer",), False, 1, "", "Run `opsmart check <FILE>`.",
    "1 file is bad", "1 个文件有误", "Head of sales", "销售负责人", AS_OF, (), "", WAIVER, "执行 `opsmart check`。",
)  # fmt: skip
STATUS = Finding("dbt.test.work_item_statuses_are_mapped", "failed", ("finance",), False, 2, "", "Map them.")
CRASH = Finding("gx.mart_risk_register", "crashed", (), False, 0, "no memory", "Again.", "Unknown", "未知")
VERDICT = Verdict(
    "c" * 64,
    {"core": OK, "finance": HELD, "customer": WARN, "strategy": HELD},
    (CRASH, STATUS, REJECTS, LEDGER),
    5,
    (WAIVER, UNUSED, EXPIRED),
    {"finance": "2025-12-16-0a1b2c3d"},
)
PAGE = VerdictPage("Acme & Sons", "某公司", AS_OF, "2025-12-19-de18c6b9", "data_docs/index.html")


class _Text(HTMLParser):
    """A page's tags, and its text by the id of the nearest element around it that has one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        assert self.open == [], "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append((tag, dict(attrs).get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for name in {name for _, name in self.open if name}:
            self.texts[name] = " ".join(f"{self.texts.get(name, '')} {data}".split())


@pytest.fixture(scope="module")
def html() -> str:
    return verdict_html(PAGE, VERDICT)


@pytest.fixture(scope="module")
def page(html: str) -> _Text:
    return _Text(html)


def test_findings_stand_by_domain_the_holding_ones_first() -> None:
    told = [(item.number, item.domain, item.finding.check.split(".")[0]) for item in numbered(VERDICT)]
    assert told == [(1, "finance", "identity"), (2, "finance", "dbt"), (3, "customer", "contract"), (4, "", "gx")]


def test_a_finding_tells_what_broke_since_when_whose_it_is_and_what_to_do(page: _Text) -> None:
    text = page.texts["f1"]
    told = (
        *("Holds 拦截", "3 totals do not add up", "3 个合计数不符", "Export again.", "重新导出。", "Strategy 战略"),
        *("Finance controller", "财务主管", "2025-12-17", "2 days", "2 天", "identity.ledger.a_file_total"),
        *(f"{EVIL}: October", f"{EVIL}: off by 50.00", "rows/ledger.parquet"),
    )
    assert [words for words in told if words not in text] == []


def test_a_waived_finding_shows_reason_owner_and_expiry(page: _Text) -> None:
    text = page.texts["f3"]
    assert "Waived 已豁免 : The CRM is being moved." in text
    assert "Owner 豁免人 : Head of sales · until 有效至 2026-01-09" in text
    assert "Waived" not in page.texts["f2"]


def test_a_check_without_result_says_so(page: _Text) -> None:
    assert "the check could not be carried out 检查未能执行" in page.texts["f4"]
    assert "No published mart" in page.texts["found-none"]


def test_domains_say_which_figures_readers_see_and_why(page: _Text) -> None:
    assert "tonight's 本次数据 , as of 截至 2025-12-19" in page.texts["domain-core"]
    assert "no finding 无问题" in page.texts["domain-core"]
    finance = page.texts["domain-finance"]
    assert "Held 已拦截 carried over 沿用旧数据 , as of 截至 2025-12-16" in finance
    assert "from release 来自版本 2025-12-16-0a1b2c3d" in finance
    assert "#1 holds" in finance
    assert "#2 warns" in finance
    assert "none are shown 不显示任何数据" in page.texts["domain-strategy"]


def test_waivers_in_force_are_listed_used_or_not_and_expired_ones_are_not(html: str) -> None:
    table = html[html.index('id="waivers"') :]
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", table[: table.index("</table>")]))
    assert re.search(r"contract\.salesforce\.\*.*21 days left.*#3", text)
    assert re.search(r"drift\.\*.*last day.*not used", text)
    assert "gx.*" not in text


def test_checks_are_counted_by_kind() -> None:
    expected = [
        Expected(finding.check, kind, Severity.ERROR, (), "")
        for finding, kind in ((LEDGER, Kind.IDENTITY), (STATUS, Kind.DBT), (CRASH, Kind.GX))
    ]
    expected += [Expected(f"dbt.test.{number}", Kind.DBT, Severity.WARN, (), "") for number in range(3)]
    html = verdict_html(VerdictPage("Acme", "", AS_OF, None, expected=expected), VERDICT)
    rows = re.findall(r'<th role="rowheader" scope="row">(.*?) <span.*?</tr>', html[html.index('id="checks"') :], re.S)
    assert rows == ["Ledger reconciliations", "Warehouse", "Published tables"]
    counts = re.findall(r'<td role="cell" class="n" [^>]*><span>(\d+)</span></td>', html)
    assert counts == ["1", "0", "1", "0", "4", "3", "1", "0", "1", "0", "0", "1"]


def test_nothing_in_a_text_becomes_markup(html: str, page: _Text) -> None:
    assert "<script" not in html
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "link", "iframe", "object", "form", "file"})
    assert "Acme &amp; Sons" in html
    assert "<code>opsmart check &lt;FILE&gt;</code>" in html


def test_the_page_needs_nothing_from_elsewhere_and_admits_its_own_style_only(html: str, page: _Text) -> None:
    links = [attributes.get("href") or "" for tag, attributes in page.tags if tag == "a"]
    assert {"verdict.json", "data_docs/index.html", "#f1"} <= set(links)
    assert [target for target in links if not re.fullmatch(r"#f\d|[a-z_./]+", target)] == []
    assert not re.search(r"url\(|@import|https?:", html)
    style = re.search("<style>(.*?)</style>", html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.replace("&#39;", "'")


def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique(page: _Text) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {target[1:] for tag, told in page.tags if tag == "a" and (target := told.get("href") or "").startswith("#")}
    assert inner == {"f1", "f2", "f3"}
    assert inner <= set(ids)


def test_a_path_that_looks_like_an_address_stays_a_path() -> None:
    assert link("javascript:alert(1)") == "javascript%3Aalert%281%29"
    assert link('rows/a "b".parquet') == "rows/a%20%22b%22.parquet"


def test_rows_are_linked_only_where_they_lie_beside_the_page(html: str) -> None:
    assert 'href="evidence/rows/ledger.parquet"' not in html
    beside = VerdictPage("Acme", "", AS_OF, None, rows="evidence")
    assert '<a href="evidence/rows/ledger.parquet">rows/ledger.parquet</a>' in verdict_html(beside, VERDICT)


@pytest.mark.parametrize(
    ("domains", "english", "chinese"),
    [
        ({"core": OK, "risk": OK}, "All 2 domains are released without findings.", "全部 2 个领域已发布，无任何问题。"),
        (
            {"core": OK, "risk": WARN},
            "All 2 domains are released, 1 of them with warnings.",
            "全部 2 个领域已发布，其中 1 个带警告。",
        ),
        (
            {"core": OK, "risk": HELD},
            "1 of 2 domains are released; Risk is held.",
            "2 个领域中 1 个已发布；风险被拦截。",
        ),
        (
            {"core": OK, "people": HELD, "risk": HELD, "trust": HELD},
            "1 of 4 domains are released; People, Risk and Data trust are held.",
            "4 个领域中 1 个已发布；人力、风险、数据可信度被拦截。",
        ),
        ({"core": HELD, "risk": OK}, "Nothing is published: core data is held.", "未发布：基础数据已被拦截。"),
        ({"risk": HELD}, "Nothing is published: every domain is held.", "未发布：所有领域均被拦截。"),
        ({}, "Nothing is published: there is no mart to judge.", "未发布：没有可供判定的数据。"),
    ],
)
def test_the_verdict_in_one_sentence(domains: dict[str, State], english: str, chinese: str) -> None:
    assert summary(Verdict("c", domains, (), 0)) == (english, chinese)


def test_where_nothing_goes_out_no_domain_claims_tonights_figures() -> None:
    verdict = Verdict("c", {"core": HELD, "risk": OK}, (), 0)
    text = _Text(verdict_html(VerdictPage("Acme", "", AS_OF, None, candidate_id="2025-12-19-1"), verdict)).texts
    assert "those of the last release" in text["domain-risk"]
    assert "tonight" not in text["domain-risk"]


def test_the_terminal_tells_the_same_in_the_same_order(policy: GatePolicy) -> None:
    lines = gate_lines(VERDICT, policy)
    assert lines[:5] == [
        "2 of 4 domains are released; Finance and Strategy are held.",
        "  core: released",
        "  finance: held, its figures are those of 2025-12-16-0a1b2c3d [1] [2]",
        "  customer: released with warnings [3]",
        "  strategy: held, no figures of it go out [1]",
    ]
    heads = [line for line in lines if line.startswith("[")]
    assert heads[0] == "[1] HOLD finance, strategy: 3 totals do not add up"
    assert heads[1] == "[2] warn finance: 2 tracker statuses are not in the status map"
    assert heads[2:] == ["[3] waived customer: 1 file is bad", "[4] warn no mart: Unknown"]
    assert "    since 2025-12-17; owner: Finance controller; check identity.ledger.a_file_total" in lines
    assert "    to do: Export again." in lines
    assert "    waived by Head of sales until 2026-01-09: The CRM is being moved." in lines
    assert next(line for line in lines if line.startswith("waiver not used")).startswith("waiver not used: drift.*")
