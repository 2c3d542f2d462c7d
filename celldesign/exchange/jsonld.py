"""JSON-LD of a built cell in the terms of the battery ontology (EMMO, BattINFO)."""

from importlib.metadata import version
from typing import Any

from celldesign.cell.result import Cell

CONTEXT = "https://w3id.org/emmo/domain/battery/context"
_PREFIXES = {
    "schema": "https://schema.org/",
    "emmo": "https://w3id.org/emmo#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_UNITS = {
    "Ah": "emmo:AmpereHour",
    "Wh": "emmo:Watthour",  # spelt so in EMMO's address, WattHour in its label
    "V": "emmo:Volt",
    "g": "emmo:Gram",
    "um": "emmo:MicroMetre",
    "mm": "emmo:MilliMetre",
    "cm^3": "emmo:CubicCentiMetre",
    "mg/cm^2": "emmo:MilliGramPerSquareCentiMetre",
    "mAh/cm^2": "emmo:MilliAmpereHourPerSquareCentiMetre",
    "Wh/kg": "emmo:WattHourPerKilogram",
    "Wh/L": "emmo:WattHourPerLitre",
    "ohm": "emmo:Ohm",
    "1": "emmo:EMMO_5ebd5e01_0ed3_49a2_a30d_cd05cbe72978",  # UnitOne
}
_CELL = {
    "nominal_capacity": "NominalCapacity",
    "energy": "NominalEnergy",
    "operation.average_voltage": "NominalVoltage",
    "cell.mass": "Mass",
    "cell.volume": "Volume",
    "cell.thickness": "Thickness",
    "cell.specific_energy": "SpecificEnergy",
    "cell.energy_density": "EnergyDensity",
    "resistance.dc": "DCInternalResistance",
    "np_ratio": "NPRatio",
    "operation.lower_voltage": "LowerVoltageLimit",
    "operation.upper_voltage": "UpperVoltageLimit",
}
_COATING = {
    "{e}.thickness": "CalenderedCoatingThickness",
    "{e}.loading": "MassLoading",
    "{e}.porosity": "Porosity",
    "{e}.areal_capacity": "AreicCapacity",
}
_SHEET = {"{e}.width": "Width", "{e}.height": "Height", "{e}.diameter": "Diameter"}
_ROLES = {
    "cathode active": "ActiveMaterial",
    "anode active": "ActiveMaterial",
    "binder": "Binder",
    "conductive additive": "ConductiveAdditive",
}


def document(cell: Cell) -> dict[str, Any]:
    """Describe a cell and its components; every number carries its uncertainty and origin."""
    return {
        "@context": [CONTEXT, _PREFIXES],
        "@type": list(cell.given.kind.shape.ontology),
        "schema:name": cell.design.name,
        "rdfs:comment": f"designed, not measured: celldesign {version('celldesign')}, "
        f"design sha256 {cell.design.sha256}",
        "hasPositiveElectrode": _electrode(cell, "cathode"),
        "hasNegativeElectrode": _electrode(cell, "anode"),
        "hasSeparator": _separator(cell),
        **_electrolyte(cell),
        "hasProperty": _properties(cell, _CELL),
    }


def _electrode(cell: Cell, side: str) -> dict[str, Any]:
    electrode: dict[str, Any] = {"@type": "Electrode"}
    collector = cell.given.slots.get(f"{side}.collector")
    if collector is not None:
        electrode["hasCurrentCollector"] = {
            "@type": "CurrentCollector",
            "schema:name": collector.key,
            "hasProperty": _properties(cell, {f"{side}.collector.thickness": "Thickness"}),
        }
    metal = cell.given.slots.get(side)
    if metal is not None:
        electrode["hasActiveMaterial"] = {"@type": "ActiveMaterial", "schema:name": metal.key}
        electrode["hasProperty"] = _properties(cell, {f"{side}.thickness": "Thickness"})
        return electrode
    coating: dict[str, Any] = {"@type": "ElectrodeCoating"}
    coating |= _constituents(cell, side)
    coating["hasProperty"] = _properties(cell, _named(_COATING, side))
    electrode["hasCoating"] = coating
    electrode["hasProperty"] = _properties(cell, _named(_SHEET, side))
    return electrode


def _named(names: dict[str, str], side: str) -> dict[str, str]:
    return {name.format(e=side): term for name, term in names.items()}


def _constituents(cell: Cell, side: str) -> dict[str, Any]:
    """Parts of a formulation by their role, each with its mass fraction."""
    found: dict[str, list[Any]] = {}
    materials = cell.given.recipes.get(side, ())
    shares = cell.design.recipes.get(side, {}).values()
    for material, share in zip(materials, shares, strict=True):
        term = _ROLES.get(material.role, "Constituent")
        part: dict[str, Any] = {"@type": term, "schema:name": material.key}
        if material.formula:
            part["schema:molecularFormula"] = material.formula
        part["hasProperty"] = [_quantity("MassFraction", share.value, "1", None, "given")]
        found.setdefault(f"has{term}", []).append(part)
    return found


def _separator(cell: Cell) -> dict[str, Any]:
    separator: dict[str, Any] = {"@type": "Separator"}
    material = cell.given.slots.get("separator")
    if material is not None:
        separator["schema:name"] = material.key
    names = {"separator.thickness": "Thickness", "separator.porosity": "Porosity"}
    separator["hasProperty"] = _properties(cell, names)
    return separator


def _electrolyte(cell: Cell) -> dict[str, Any]:
    material = cell.given.slots.get("electrolyte")
    if material is None:
        return {}
    return {
        "hasElectrolyte": {
            "@type": "LiquidElectrolyte",
            "schema:name": material.key,
            "hasProperty": _properties(cell, {"electrolyte.mass": "Mass"}),
        }
    }


def _properties(cell: Cell, names: dict[str, str]) -> list[dict[str, Any]]:
    values = ((term, cell[name]) for name, term in names.items() if name in cell)
    return [
        _quantity(term, value.value, value.quantity.unit, value.spread, value.origin)
        for term, value in values
        if isinstance(value.value, float)
    ]


def _quantity(
    term: str, value: float, unit: str, spread: float | None, origin: str
) -> dict[str, Any]:
    """Write a number with unit, uncertainty and origin; EMMO has fractions of one, no percent."""
    if unit == "%":
        value, spread, unit = value / 100, spread and spread / 100, "1"
    shown = "" if unit == "1" else f" {unit}"
    comment = origin if spread is None else f"{origin}, standard uncertainty {spread:.3g}{shown}"
    return {
        "@type": [term, "ConventionalProperty"],
        "hasNumericalPart": {"@type": "RealData", "hasNumberValue": value},
        "hasMeasurementUnit": _UNITS[unit],
        "rdfs:comment": comment,
    }
