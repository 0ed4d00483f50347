"""Importing `orchestration.definitions` reads no data, writes nothing and connects nowhere: it assembles."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

# Runs in a process of its own: an audit hook cannot be taken away again. What the module needs is imported first.
PROGRAM = """
import importlib, sys
import dagster, dagster_dbt

seen = []
CODE = (".py", ".pyc", ".so", "dist-info/METADATA", "entry_points.txt")

def hook(event, arguments):
    if event == "open" and not str(arguments[0]).endswith(CODE):
        seen.append(f"open {arguments[0]}")
    elif event in ("socket.connect", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.rename", "os.remove"):
        seen.append(event)

sys.addaudithook(hook)
importlib.import_module(sys.argv[1])
seen and print("\\n".join(seen))
"""


def imported(module: str, folder: Path, path: Path) -> str:
    environment = {"PYTHONPATH": str(path), "PATH": "", "HOME": str(folder), "OPSMART_HOME": str(folder / "none")}
    command = [sys.executable, "-B", "-W", "ignore", "-c", PROGRAM, module]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


def test_importing_the_definitions_touches_nothing_but_code(tmp_path: Path) -> None:
    assert imported("orchestration.definitions", tmp_path, ROOT) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_module_that_reads_at_import_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "reads.py").write_text("open('settings.toml', 'w').close()", encoding="utf-8")
    assert imported("reads", tmp_path, tmp_path) == "open settings.toml\n"
