"""Dagster's assets: each calls one step of the night, also for the command line. No logic lives here."""
# No `from __future__ import annotations`: Dagster reads the type of `context` at definition time.

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    Failure,
    InitResourceContext,
    MaterializeResult,
    ResourceDefinition,
    asset,
    multi_asset,
    resource,
)
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from orchestration import release as releases
from orchestration.clock import Clock
from orchestration.contents.verdict_page import gate_lines
from orchestration.evidence.records import Kind
from orchestration.gate import Verdict
from orchestration.home import Home, writer_lock
from orchestration.marts import Mart, published_marts
from orchestration.night import Night
from orchestration.settings import load_settings

INDEX = ("active", "files", "controls", "rejects", "company", "entity", "instance_setting")


def night_resource(home: Home, night: Night | None) -> ResourceDefinition:
    """The night that all assets share: the one given, else one of its own that takes the writer lock for the run."""

    @resource
    def shared(_: InitResourceContext) -> Iterator[Night]:
        if night is not None:
            yield night
            return
        settings, clock = load_settings(home), Clock()
        with writer_lock(home, "nightly (Dagster)", clock):
            releases.repair(home, clock)
            own = Night(home, settings, clock, settings.company.as_of or clock.today(settings.company.time_zone))
            try:
                yield own
            finally:
                own.stop()

    return shared


def ingest_assets() -> AssetsDefinition:
    """One multi-asset over all contracts; the files say which of them get something."""
    from sources.contract import load_contracts

    contracts = load_contracts()
    specs = [
        AssetSpec(
            [contract.system, contract.dataset], group_name="ingest", description=contract.description, skippable=True
        )
        for contract in contracts.values()
    ]
    specs += [AssetSpec(["lake_index", name], group_name="ingest", skippable=True) for name in INDEX]

    @multi_asset(specs=specs, can_subset=True, required_resource_keys={"night"}, name="ingest")
    def ingest(context: AssetExecutionContext) -> Iterator[MaterializeResult[Any]]:
        night: Night = context.resources.night
        night.ingest()
        if not night.is_new():
            context.log.info("Nothing new since the last release.")
            return
        for key in sorted(context.selected_asset_keys, key=lambda item: item.path):
            yield MaterializeResult(asset_key=key)

    return ingest


def dbt_models(manifest: Mapping[str, Any]) -> AssetsDefinition:
    """All seeds and models; dbt's tests are evidence for the gate, never a reason for Dagster to skip a step."""
    translator = DagsterDbtTranslator(DagsterDbtTranslatorSettings(enable_asset_checks=False))
    keys = {
        unique_id: translator.get_asset_key(node)
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed", "snapshot")
    }

    # Dagster wants parents yielded before their children; dbt reports them as its threads end.
    order = {
        unique_id: place for place, unique_id in enumerate(TopologicalSorter(manifest["parent_map"]).static_order())
    }

    @dbt_assets(
        manifest=manifest, dagster_dbt_translator=translator, required_resource_keys={"night"}, name="dbt_models"
    )
    def models(context: AssetExecutionContext) -> Iterator[MaterializeResult[Any]]:
        night: Night = context.resources.night
        night.prepare()
        built = night.build()
        night.test()
        for result in sorted(built, key=lambda item: order.get(item.unique_id, 0)):
            key = keys.get(result.unique_id)
            if result.status == "success" and key in context.selected_asset_keys:
                yield MaterializeResult(asset_key=key, metadata={"seconds": result.seconds})
        failed = [result for result in built if result.status == "error"]
        if failed:
            night.finish()
            raise Failure(
                f"{len(failed)} models failed: {failed[0].unique_id}: {failed[0].message}", allow_retries=False
            )

    return models


def gate_assets(manifest: Mapping[str, Any]) -> Sequence[AssetsDefinition]:
    """Candidate, gate with the evidence mirrored as asset checks by domain and kind, release."""
    marts = published_marts(manifest)
    domains = sorted({mart.domain for mart in marts})
    specs = [
        AssetCheckSpec(
            f"{domain}_{kind}",
            asset=AssetKey("gate"),
            blocking=False,
            description=f"Evidence of kind {kind} on domain {domain}.",
        )
        for domain in domains
        for kind in Kind
    ]

    @asset(deps=_mart_keys(manifest, marts), group_name="publish", required_resource_keys={"night"})
    def candidate(context: AssetExecutionContext) -> MaterializeResult[Any]:
        """Every published mart as Parquet in the order of its key."""
        made = context.resources.night.write_candidate()
        return MaterializeResult(metadata={"id": made.id, "digest": made.digest, "files": len(made.files)})

    @asset(deps=[candidate], check_specs=specs, group_name="publish", required_resource_keys={"night"})
    def gate(context: AssetExecutionContext) -> Iterator[MaterializeResult[Any] | AssetCheckResult]:
        """The verdict on the candidate."""
        night: Night = context.resources.night
        night.check()
        verdict = night.judge()
        told = "\n".join(gate_lines(verdict, night.policy))
        yield MaterializeResult(metadata={"released": verdict.released, "verdict": told})
        for domain in domains:
            for kind in Kind:
                yield _mirror(verdict, domain, kind)

    @asset(deps=[gate], group_name="publish", required_resource_keys={"night"})
    def release(context: AssetExecutionContext) -> MaterializeResult[Any]:
        """The published release; `current` points at it."""
        return MaterializeResult(metadata={"id": context.resources.night.publish()})

    return [candidate, gate, release]


def _mart_keys(manifest: Mapping[str, Any], marts: Sequence[Mart]) -> list[AssetKey]:
    translator = DagsterDbtTranslator()
    return [translator.get_asset_key(manifest["nodes"][mart.node]) for mart in marts]


def _mirror(verdict: Verdict, domain: str, kind: Kind) -> AssetCheckResult:
    """The findings of one kind on one domain, as Dagster shows them."""
    prefix = f"{kind}."
    found = [item for item in verdict.findings if domain in item.domains and item.check.startswith(prefix)]
    severity = AssetCheckSeverity.ERROR if any(item.holds for item in found) else AssetCheckSeverity.WARN
    lines = {item.check: item.message or item.reason for item in found}
    return AssetCheckResult(
        check_name=f"{domain}_{kind}", asset_key=AssetKey("gate"), passed=not found, severity=severity, metadata=lines
    )
