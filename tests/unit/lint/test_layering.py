"""sources/ knows no layer above it."""

from pathlib import Path

from orchestration.lint.layering import check_imports

ROOT = Path(__file__).parents[3]


def test_sources_imports_no_layer_above_it() -> None:
    assert [str(finding) for finding in check_imports(ROOT)] == []


def test_an_import_inside_a_function_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "sources" / "read").mkdir(parents=True)
    bad = (
        "import sources.errors\nfrom dbtlike import x\n\n"
        "def f():\n    from orchestration.settings import load\n    import dbt.cli\n"
    )
    (tmp_path / "sources" / "read" / "bad.py").write_text(bad, encoding="utf-8")
    found = [(finding.path, finding.line, finding.found) for finding in check_imports(tmp_path)]
    assert found == [
        ("sources/read/bad.py", 5, "import orchestration.settings"),
        ("sources/read/bad.py", 6, "import dbt.cli"),
    ]
