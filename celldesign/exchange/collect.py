"""Collects from a built cell and the database what a physics-based model needs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.balancing.electrodes import Balance
from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.constants import CONSTANTS, FARADAY, ROOM_TEMPERATURE
from celldesign.database.catalogue import Catalogue, Conditions, choose
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design, read_design
from celldesign.design.overrides import set_values
from celldesign.errors import ExchangeError, MissingInputError
from celldesign.exchange.curves import Curve, curve_of
from celldesign.exchange.parameters import Electrolyte, Metal, Parameters, Porous

BRUGGEMAN = 1.5
_LEAST = 1e-4
_LEAST_INTERFACE = 1e-6  # ohm m^2; a model has the kinetics of a metal without any as well
_STANDARD = CONSTANTS["standard_concentration"].value
_NEARLY_EMPTY = 0.05  # of an anode's sites, full at the lower cut-off
# What is looked up here and not by a build, of an electrode's active material and a catholyte.
_PARTICLES = (
    "electronic_conductivity",
    "particle_radius",
    "maximum_concentration",
    "solid_diffusion_coefficient",
)
_SALT = ("salt_concentration", "transference_number", "ionic_conductivity", "diffusion_coefficient")


def roles_read(prop: str) -> frozenset[str]:
    """Roles of the materials from which a simulation, but no build, takes a property.

    >>> sorted(roles_read("particle_radius"))
    ['anode active', 'cathode active']
    """
    if prop in _PARTICLES:
        return frozenset(("cathode active", "anode active"))
    return frozenset(("catholyte",)) if prop in _SALT else frozenset()


def build_parameters(
    design: Design | Path,
    settings: Mapping[str, str] | None = None,
    database: str | None = None,
) -> tuple[Cell, Parameters]:
    """Build a design file and collect its parameters, from one and the same database."""
    with open_catalogue(database) as catalogue:
        read = design if isinstance(design, Design) else read_design(design)
        cell = build_cell(set_values(read, settings or {}), catalogue)
        return cell, collect(cell, catalogue)


def collect(cell: Cell, catalogue: Catalogue) -> Parameters:
    """Collect the parameters; raises ExchangeError that lists everything that is missing."""
    return _Collector(cell, catalogue).collect()


class _Collector:
    def __init__(self, cell: Cell, catalogue: Catalogue) -> None:
        self.cell, self.catalogue = cell, catalogue
        # What only chooses records, such as the window, is given and not among the values.
        leaves = {name: leaf[0].value for name, leaf in cell.given.leaves.items()}
        self.values: Mapping[str, Any] = {**leaves, **cell.values}
        self.missing: list[str] = []
        self.assumptions: list[str] = []
        self.temperature = float(self.values.get("operation_temperature", ROOM_TEMPERATURE))
        self.metal = not cell.given.kind.negative.coated

    def collect(self) -> Parameters:
        if not self.cell.given.kind.negative.assembled:
            raise ExchangeError(
                "a physics-based model needs an anode",
                given=f"{self.cell.design.name}, which is free of one as assembled",
            )
        separator = self._electrolyte("electrolyte" if self._liquid else "separator")
        catholyte = None if self._liquid else self._catholyte()
        fraction, efficiency = self._separator()
        faces, single_side_area = self._faces()
        window = self._get("operation_lower_voltage"), self._get("operation_upper_voltage")
        raw = {
            side: self._electrode(side) for side in ("cathode", *(() if self.metal else ["anode"]))
        }
        metal = self._metal() if self.metal else None
        self._refuse_missing()
        positive, negative = self._balance(raw, single_side_area * faces, *window, metal)
        if not self._liquid:
            self.assumptions.append(
                "one salt concentration for membrane and catholyte: the membrane's"
            )
        return Parameters(
            name=self.cell.design.name,
            single_side_area=single_side_area,
            faces=faces,
            positive=positive,
            negative=negative,
            separator_thickness=self._get("separator_thickness")
            * float(self.values.get("separator_layers_per_pair", 1.0)),
            separator_fraction=fraction,
            separator_efficiency=efficiency,
            electrolyte=separator,
            catholyte=catholyte,
            series_resistance=float(self.values.get("separator_internal_resistance", 0.0)),
            temperature=self.temperature,
            lower_voltage=window[0],
            upper_voltage=window[1],
            nominal_capacity=self._get("nominal_capacity"),
            capacity=self._get("capacity_at_rest"),
            active_mass=self._get("cathode_active_loading") * single_side_area * faces,
            mass=self._get("cell_mass"),
            volume=self._get("cell_volume"),
            surface_area=self._surface(),
            specific_heat=float(self.values.get("thermal_specific_heat", 950.0)),
            assumptions=tuple(self.assumptions),
        )

    def _refuse_missing(self) -> None:
        if self.missing:
            lacking = ", ".join(dict.fromkeys(self.missing))
            raise ExchangeError(
                f"{self.cell.design.name} lacks what a physics-based model needs: {lacking}",
                mend="give it in the design; of a material, add it with `celldesign materials add`",
            )

    @property
    def _liquid(self) -> bool:
        return self.cell.given.kind.liquid

    def _get(self, flat: str) -> float:
        if flat not in self.values:
            try:
                self.cell.plan.require([flat])
            except MissingInputError:
                self.missing.append(flat.replace("_", ".", 1))
            return 1.0
        return float(self.values[flat])

    def _look(
        self, material: str, prop: str, default: float | None = None, label: str = ""
    ) -> float:
        """Best database value of a property at the temperature, or a labelled default."""
        records = self.catalogue.records(material, prop)
        if records:
            return float(choose(records, Conditions(temperature=self.temperature)).record.si_value)
        if default is None:
            self.missing.append(f"{prop} of {material}")
            return 1.0
        self.assumptions.append(f"{prop.replace('_', ' ')} of {material}: {label}")
        return default

    def _slot(self, name: str) -> str:
        material = self.cell.given.slots.get(name)
        if material is None:
            self.missing.append(f"{name}.material")
            return ""
        return material.key

    def _electrolyte(self, slot: str) -> Electrolyte:
        material = self._slot(slot)
        more = (
            self.values.get(f"{slot}_{name}", default)
            for name, default in (
                ("thermodynamic_factor", 1.0),
                ("diffusion_concentration_slope", 0.0),
                ("conductivity_concentration_exponent", 0.0),
                ("conductivity_peak_concentration", 1e9),
            )
        )
        own = (self._own(slot, name, material) for name in _SALT)
        return Electrolyte(*own, *map(float, more))

    def _own(self, slot: str, prop: str, material: str) -> float:
        flat = f"{slot}_{prop}"
        if prop == "diffusion_coefficient":  # at the temperature of operation
            part = "cathode" if slot == "catholyte" else "separator"
            flat = f"{part}_salt_diffusion_coefficient"
        if flat in self.values:
            return float(self.values[flat])
        return self._look(material, prop) if material else 1.0

    def _catholyte(self) -> Electrolyte | None:
        parts = self.cell.given.recipes.get("cathode", ())
        key = next((material.key for material in parts if material.role == "catholyte"), "")
        if not key:
            self.missing.append("a catholyte in cathode.recipe")
            return None
        return Electrolyte(*(self._own("catholyte", name, key) for name in _SALT))

    def _separator(self) -> tuple[float, float]:
        if not self._liquid:
            return 1.0, 1.0
        porosity = self._get("separator_porosity")
        return porosity, self._efficiency("separator", porosity)

    def _efficiency(self, part: str, fraction: float) -> float:
        if f"{part}_tortuosity" in self.values:
            return fraction / float(self.values[f"{part}_tortuosity"])
        self.assumptions.append(f"tortuosity of the {part}: Bruggeman, exponent {BRUGGEMAN}")
        return float(fraction**BRUGGEMAN)

    def _faces(self) -> tuple[int, float]:
        area = self._get("cathode_area")
        faces = round(float(self.values.get("stack_faces", 1.0)))
        return faces, area / faces

    def _surface(self) -> float:
        """Outside of the cell, of a box of its volume where width and height are not known."""
        volume = self._get("cell_volume")
        width, height = (self.values.get(f"cell_outer_{side}") for side in ("width", "height"))
        if width is None or height is None:
            return float(6 * volume ** (2 / 3))
        depth = volume / (float(width) * float(height))
        return float(2 * (width * height + depth * (width + height)))

    def _metal(self) -> Metal:
        resistance = self._get("anode_interface_resistance")
        if resistance < _LEAST_INTERFACE:
            resistance = _LEAST_INTERFACE
            self.assumptions.append(f"interface of the metal: {1e4 * resistance:g} ohm*cm^2")
        return Metal(self._slot("anode"), self._get("anode_thickness"), resistance)

    def _electrode(self, side: str) -> dict[str, Any]:
        parts = self.cell.given.recipes.get(side)
        if not parts:
            self.missing.append(f"{side}.recipe")
            return {}
        active = [material.key for material in parts if material.role == f"{side} active"]
        if len(active) > 1:
            raise ExchangeError(
                f"one active material in the {side} is required", given=", ".join(active)
            )
        key = active[0]
        fraction = self._get(f"{side}_electrolyte_volume_fraction")
        sites = self._sites(side, key)
        return {
            "material": key,
            "thickness": self._get(f"{side}_thickness"),
            "active_fraction": self._get(f"{side}_active_volume_fraction"),
            "electrolyte_fraction": fraction,
            "transport_efficiency": self._efficiency(side, fraction),
            "conductivity": self._get(f"{side}_electronic_conductivity"),
            "particle_radius": self._kinetic(side, key, "particle_radius", 5e-6),
            "maximum_concentration": sites,
            "diffusivity": self._kinetic(side, key, "solid_diffusion_coefficient", 1e-14),
            "rate_constant": 2
            * self._kinetic(side, key, "exchange_current_density", 3.0)
            / (FARADAY * _STANDARD**0.5 * sites),
        }

    def _kinetic(self, side: str, key: str, prop: str, default: float) -> float:
        """What the cell itself reckons with at its temperature, or a labelled stand-in."""
        if f"{side}_{prop}" in self.values:
            return float(self.values[f"{side}_{prop}"])
        self.assumptions.append(f"{prop.replace('_', ' ')} of {key}: {default:g} in SI")
        return default

    def _sites(self, side: str, key: str) -> float:
        """Ions per volume of a full lattice: the database's, else of its density and capacity."""
        density = self.catalogue.records(key, "density")
        capacity = self.values.get(f"{side}_theoretical_specific_capacity")
        if not density or capacity is None:
            return self._look(key, "maximum_concentration")
        sites = self._look(key, "density") * float(capacity) / FARADAY
        label = f"{sites:.0f} mol/m^3, of its density and theoretical capacity"
        return self._look(key, "maximum_concentration", sites, label)

    def _balance(
        self,
        raw: Mapping[str, Any],
        area: float,
        lower: float,
        upper: float,
        metal: Metal | None,
    ) -> tuple[Porous, Porous | Metal]:
        """Choose the shares of full sites so that the window holds the cell's capacity.

        Where the build has balanced the electrodes' curves, its balance says what of each is used.
        Otherwise:
        The cathode's curve ends where its source measured, or before the anode is empty at the
        lower cut-off; its charged end is stretched to where the capacity puts it. The anode's
        discharged end follows from the lower cut-off.
        """
        charge = self._get("capacity_at_rest") / area
        cathode_curve = self._curve("cathode", raw["cathode"]["material"])
        if metal is not None:
            shift = float(self.values.get("anode_average_voltage", 0.0))
            cathode_curve = replace(cathode_curve, volts=cathode_curve.volts - shift)
        if metal is None and self.cell.given.balanced:
            return self._balanced(raw, charge, cathode_curve, lower, self.cell.given.balanced.cells)
        rise = 0.0 if metal else self._curve("anode", raw["anode"]["material"]).at(_NEARLY_EMPTY)
        full = cathode_curve.share(lower + rise)
        empty = full - charge / _sites(raw["cathode"])
        negative: Porous | Metal
        if metal is not None:
            negative, potential = metal, 0.0
        else:
            anode_curve = self._curve("anode", raw["anode"]["material"])
            low = anode_curve.share(cathode_curve.at(full) - lower)
            high = low + charge / _sites(raw["anode"])
            negative = self._anode(raw["anode"], charge, anode_curve, low, high)
            potential = negative.curve.at(negative.full)
        self._refuse_beyond(empty, charge, raw)
        charged = cathode_curve.share(upper + potential)
        curve = cathode_curve.stretched(empty, full, charged, full)
        source = f"{cathode_curve.source}, stretched to the cell's capacity"
        self.assumptions.append(f"curve of {raw['cathode']['material']}: {source}")
        if metal is not None:
            curve = _ending(curve, full, lower)
        whole = curve.extended()
        positive = Porous(
            **raw["cathode"], curve=Curve(whole.x, whole.volts, source), empty=empty, full=full
        )
        return positive, negative

    def _balanced(
        self, raw: Mapping[str, Any], charge: float, curve: Curve, lower: float, cells: Balance
    ) -> tuple[Porous, Porous]:
        """Put both electrodes where the build has them, each curve stretched to its sites."""
        anode_curve = self._curve("anode", raw["anode"]["material"])
        low, high = (anode_curve.place(float(d)) for d in (cells.anode_low, cells.anode_high))
        negative = self._anode(raw["anode"], charge, anode_curve, low, high)
        full, charged = (curve.place(float(d)) for d in (cells.cathode_low, cells.cathode_high))
        empty = full - charge / _sites(raw["cathode"])
        self._refuse_beyond(empty, charge, raw)
        source = f"{curve.source}, stretched to the cell's capacity"
        self.assumptions.append(f"curve of {raw['cathode']['material']}: {source}")
        curve = curve.stretched(empty, full, charged, full)
        if cells.cathode_full:
            curve = _ending(curve, full, lower + negative.curve.at(negative.empty))
        whole = replace(curve.extended(), source=source)
        return Porous(**raw["cathode"], curve=whole, empty=empty, full=full), negative

    def _refuse_beyond(self, empty: float, charge: float, raw: Mapping[str, Any]) -> None:
        if empty < _LEAST:
            raise ExchangeError(
                "a capacity within what the cathode's lithium sites hold is required",
                given=f"{charge / _sites(raw['cathode']):.0%} of them",
            )

    def _curve(self, side: str, material: str) -> Curve:
        return curve_of(material, self.catalogue.curves(material), side, self.temperature)

    def _anode(
        self, raw: Mapping[str, Any], charge: float, curve: Curve, low: float, high: float
    ) -> Porous:
        """An anode that is used from `low` to `high` of its curve, which is scaled to its sites."""
        scale = charge / _sites(raw) / (high - low)
        curve = replace(curve, x=curve.x * scale)
        empty, full = low * scale, high * scale
        if full > min(curve.x[-1], 1.0):
            raise ExchangeError(
                "an anode that holds the cell's capacity is required",
                given=f"{full:.0%} of its lithium sites full",
            )
        self.assumptions.append(f"curve of {raw['material']}: {curve.source}")
        return Porous(**raw, curve=curve.extended(), empty=empty, full=full)


def _sites(raw: Mapping[str, Any]) -> float:
    """Charge of all lithium sites of one face, in C/m^2."""
    return float(FARADAY * raw["maximum_concentration"] * raw["active_fraction"] * raw["thickness"])


def _ending(curve: Curve, full: float, lower: float) -> Curve:
    """Let the curve fall to the cut-off where the capacity ends, as a full lattice does."""
    edge = 0.004
    x = np.r_[curve.x[curve.x < full - edge], np.linspace(full - edge, full, 41)]
    fall = max(curve.at(full) - lower, 0.0) * np.clip((x - full + edge) / edge, 0, None) ** 2
    return Curve(x, np.interp(x, curve.x, curve.volts) - fall, curve.source)
