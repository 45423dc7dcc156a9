"""How is an observation built? Dimensions, measure and attributes, with their concepts."""

from collections.abc import Mapping
from dataclasses import dataclass

from pysdmx.model import (
    Annotation,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Role,
)

from rumbo.core.exchange.sdmx.identity import Identity
from rumbo.core.language import _
from rumbo.core.reporting.model import Report


@dataclass(frozen=True, slots=True)
class _Shape:
    """A component: its place in the structure and, where it has no code list, the type of its content."""

    id: str
    role: Role
    name: str
    type: DataType | None = None
    required: bool = True


def artefacts(
    report: Report, identity: Identity, lists: Mapping[str, Codelist]
) -> tuple[ConceptScheme, DataStructureDefinition, Dataflow]:
    """Concepts, structure and flow of data, with names in the language in force."""
    shapes = _shapes()
    agency, version = identity.agency, identity.version
    concepts = ConceptScheme(
        id=f"CS_{identity.name}",
        name=_("Concepts of the monitoring of public policies"),
        agency=agency,
        version=version,
        items=[Concept(id=shape.id, name=shape.name) for shape in shapes],
    )
    definition = DataStructureDefinition(
        id=f"DSD_{identity.name}",
        name=_("Figures of the indicators: {policy}").format(policy=report.short_title),
        agency=agency,
        version=version,
        annotations=(Annotation(id="POLICY_SHA256", title=report.provenance.policy_sha256, type="SHA256"),),
        components=Components([_component(shape, concepts, lists) for shape in shapes]),
    )
    flow = Dataflow(
        id=f"DF_{identity.name}",
        name=definition.name,
        agency=agency,
        version=version,
        structure=f"urn:sdmx:org.sdmx.infomodel.datastructure.{definition.short_urn}",
    )
    return concepts, definition, flow


def component_ids() -> tuple[str, ...]:
    """The components in the order in which the data give them: dimensions, measure, attributes."""
    return tuple(shape.id for shape in _shapes())


def _shapes() -> tuple[_Shape, ...]:
    return (
        _Shape("POLICY", Role.DIMENSION, _("Policy")),
        _Shape("INDICATOR", Role.DIMENSION, _("Indicator")),
        _Shape("FIGURE", Role.DIMENSION, _("Kind of figure")),
        _Shape("BREAKDOWN", Role.DIMENSION, _("Dimension of the breakdown")),
        _Shape("MEMBER", Role.DIMENSION, _("Part of the breakdown")),
        _Shape("TIME_PERIOD", Role.DIMENSION, _("Year"), DataType.YEAR),
        _Shape("OBS_VALUE", Role.MEASURE, _("Value"), DataType.DOUBLE, required=False),
        _Shape("OBS_STATUS", Role.ATTRIBUTE, _("Status of the observation")),
        _Shape("UNIT_MEASURE", Role.ATTRIBUTE, _("Unit of measure"), DataType.STRING),
        _Shape("DECIMALS", Role.ATTRIBUTE, _("Decimals"), DataType.INTEGER),
        _Shape("SIMULATED", Role.ATTRIBUTE, _("Simulated"), DataType.BOOLEAN),
        _Shape("ORIGIN", Role.ATTRIBUTE, _("Origin of the value"), required=False),
        _Shape("STATE", Role.ATTRIBUTE, _("State of the value"), required=False),
        _Shape("REVISION", Role.ATTRIBUTE, _("Revision"), DataType.INTEGER, required=False),
        _Shape("COMMENT_OBS", Role.ATTRIBUTE, _("Why there is no value"), DataType.STRING, required=False),
    )


def _component(shape: _Shape, concepts: ConceptScheme, lists: Mapping[str, Codelist]) -> Component:
    return Component(
        id=shape.id,
        required=shape.required,
        role=shape.role,
        concept=ItemReference("Concept", str(concepts.agency), concepts.id, concepts.version, shape.id),
        local_dtype=shape.type,
        local_codes=lists.get(shape.id),
        attachment_level="O" if shape.role is Role.ATTRIBUTE else None,
    )
