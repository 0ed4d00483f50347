"""Every file of the mixed company is recognised and counts in full."""

from mixed_company import MixedCompany, exports


def test_every_file_is_loaded_without_a_reject(mixed: MixedCompany) -> None:
    assert {row[0] for row in mixed.files()} == {place for one in exports() for place in one.FILES}
    # No model reads statuses yet: the file is kept.
    status = ("people/us/Employment status 2026-03-01.csv", "bamboohr.status_history", "kept", 1, 0)
    assert [row for row in mixed.files() if row[2] != "loaded" or row[4]] == [status]
