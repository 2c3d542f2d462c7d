"""Plant, prices and footprint factors become given values, each with its origin and uncertainty.

What is missing is never zero: a part without a price leaves the cost uncomputed and is named among
the gaps; a part without a factor counts nothing in the footprint, and the mass covered says so.
"""

from collections.abc import Iterator
from pathlib import Path

from celldesign.database.catalogue import Catalogue, Material
from celldesign.database.plant_catalogue import factors_of, plant, prices_of, rates, region
from celldesign.database.plant_reading import parse_plant, read_text
from celldesign.database.plant_records import Factor, Plant, Region
from celldesign.design.entry import Entry
from celldesign.design.file import Design
from celldesign.errors import DesignError, MaterialError
from celldesign.inputs.baskets import Basket, basket_of
from celldesign.inputs.plant_notes import (
    extra_mass,
    other_thickness,
    taken_over,
    unfit_stages,
    unpaid,
    without_wages,
)
from celldesign.inputs.plant_values import (
    entry_leaf,
    factor_leaves,
    parameter_leaf,
    per,
    stage_leaf,
    step_leaf,
)
from celldesign.inputs.prices import (
    Rates,
    Wanted,
    choose_price,
    exchange,
    objections,
    quoted_thickness,
)
from celldesign.inputs.resolve import Inputs, Money
from celldesign.inputs.value import Input
from celldesign.units.quantities import from_si, si_unit

BASELINE, POLYMER, LIQUID_METAL = "50 GWh", "lithium metal", "lithium metal, liquid"
_ELECTRODES = ("cathode", "anode")
_GRID = "footprint_grid_intensity"
# What is bought as a whole: its use, and which quantity is priced per which SI unit.
_PARTS: dict[str, tuple[str, dict[str, str]]] = {
    **{
        f"{electrode}.collector": (
            "foil",
            {
                "m^2": f"{electrode}_collector_price",
                "kg": f"{electrode}_collector_price_per_mass",
            },
        )
        for electrode in _ELECTRODES
    },
    **{f"{e}.tab": ("tab", {"kg": f"{e}_tab_price"}) for e in _ELECTRODES},
    "anode": ("foil", {"kg": "anode_price"}),
    "separator": ("", {"m^2": "separator_price", "kg": "separator_price_per_mass"}),
    "electrolyte": ("", {"m^3": "electrolyte_price", "kg": "electrolyte_price_per_mass"}),
    "casing": ("container", {"kg": "casing_price"}),
}
_FALLBACK = {"cathode.tab", "anode.tab", "casing"}  # the plant's hardware has a price of its own
_FACTORED = (
    *("cathode.collector", "anode.collector", "cathode.tab", "anode.tab"),
    *("anode", "separator", "electrolyte", "casing"),
)


def supply(given: Inputs, design: Design, catalogue: Catalogue) -> None:
    """Add what the costs and the footprint of a design depend on to its given values.

    Raises MaterialError for an unknown plant or region or a faulty plant file, DesignError for a
    volume outside the plant's range.
    """
    _Supplier(given, design, catalogue).supply()


def plant_of(design: Design, catalogue: Catalogue, default: str) -> tuple[Plant, str]:
    """Find the plant of a design: by its key, or as a file beside the design's, with its text."""
    name = design.economics.plant or default
    try:
        if not name.endswith(".toml"):
            return plant(catalogue, name), ""
        path = Path(design.path).parent / name
        text = design.plant_text or read_text(path)
        sources = catalogue.sources()
        return parse_plant(text, path.name, sources, lambda key: plant(catalogue, key)), text
    except MaterialError as error:
        raise MaterialError(f"{design.place('economics', 'plant')}: {error}") from None


class _Supplier:
    def __init__(self, given: Inputs, design: Design, catalogue: Catalogue) -> None:
        self.given, self.design, self.catalogue = given, design, catalogue
        self.leaves = given.leaves
        self.plant: Plant
        self.basket = Basket()
        self.rates: Rates = {}
        self.priced: set[str] = set()
        self.region: Region | None = None
        self.grid: Region | None = None

    def supply(self) -> None:
        self._species()
        if not self.catalogue.rows("SELECT key FROM plant LIMIT 1"):
            self.given.gaps.append("the database holds no plant")
            return
        found = plant_of(self.design, self.catalogue, self._default())
        self.plant, self.given.plant_text = found
        self.given.plant = self.plant
        self.rates = rates(self.catalogue)
        try:
            self.basket = basket_of(self.design.economics)
        except DesignError as error:
            place = self.design.place("economics", "price_year")
            raise DesignError(f"{place}: {error}") from None
        self.region, self.grid = self._country("region"), self._country("grid")
        self._currency()
        self._binders()
        self._prices()
        self._plant()
        self._stages()
        self._factors()
        self.given.warnings += [*unfit_stages(self.given), *unpaid(self.given)]
        self.given.assumptions += taken_over(self.given)

    def _species(self) -> None:
        names = {name for material in self.given.materials for name in material.composition}
        self.given.species = {name: self.catalogue.material(name) for name in sorted(names)}

    def _default(self) -> str:
        if self.given.kind.negative.coated:
            return BASELINE
        return LIQUID_METAL if self.given.kind.liquid else POLYMER

    def _currency(self) -> None:
        currency = self.design.economics.currency
        try:
            rate = exchange(1.0, "USD", currency, self._year, self.rates)
        except MaterialError as error:
            place = self.design.place("economics", "currency")
            raise MaterialError(f"{place}: {error}") from None
        self.given.money = Money(currency, self._year, rate, self.basket.reason)
        if self.basket.reason:
            self.given.assumptions.append(self.basket.reason)
        known = self.rates.get((currency, self._year))
        if known and known.quality == "D":
            said = f"{rate:g} {currency}/USD in {self._year} is an estimate: {known.note}"
            self.given.assumptions.append(said)

    def _country(self, key: str) -> Region | None:
        """Look up the country that a key of [economics] names."""
        wanted = getattr(self.design.economics, key)
        try:
            return region(self.catalogue, wanted) if wanted else None
        except MaterialError as error:
            raise MaterialError(f"{self.design.place('economics', key)}: {error}") from None

    def _plant(self) -> None:
        if self.grid:
            self.given.grid = self.grid.name
            leaf = parameter_leaf(self.grid.values[_GRID], self.grid.key, "region")
            self.leaves.setdefault(_GRID, (leaf,))
        if self.region:
            self.given.region = self.region.name
            for name, parameter in self.region.values.items():
                leaf = parameter_leaf(parameter, self.region.key, "region")
                self.leaves.setdefault(name, (leaf,))
            self.given.assumptions += without_wages(self.region, self.plant)
        for name, parameter in self.plant.values.items():
            self.leaves.setdefault(name, (parameter_leaf(parameter, self.plant.key),))
        self._volume()
        if self.plant.source.key == "estimate":
            self.given.assumptions.append(f"the plant is '{self.plant.key}': {self.plant.notes}")
        if self.plant.outside:
            self.given.warnings.append(f"the plant '{self.plant.key}': {self.plant.notes}")

    def _volume(self) -> None:
        if "economics_annual_capacity" not in self.leaves:
            value = self.plant.volume
            text = f"{from_si(value, 'GWh/year'):g} GWh/year"
            where = f"plant {self.plant.key}"
            self.leaves["economics_annual_capacity"] = (
                Input(value, None, "database", text, where),
            )
            return
        (leaf,) = self.leaves["economics_annual_capacity"]
        try:
            self.plant.see_volume(leaf.value, leaf.text)
        except DesignError as error:
            raise DesignError(
                f"{self.design.place('economics', 'annual_capacity')}: {error}"
            ) from None

    def _stages(self) -> None:
        stages = self.plant.stages
        for name in stages[0].numbers:
            leaves = tuple(stage_leaf(stage, name, self.plant) for stage in stages)
            self.leaves[f"stage_{name}"] = leaves
        for name in ("electricity", "heat"):
            self.leaves[f"footprint_step_{name}"] = tuple(
                step_leaf(step, name, self.plant) for step in self.plant.steps
            )

    def _binders(self) -> None:
        for electrode, materials in self.given.recipes.items():
            self.leaves[f"{electrode}_component_binder"] = tuple(
                Input(
                    float(m.role == "binder"),
                    None,
                    "database",
                    m.role,
                    f"material.{m.key}.role",
                    m.key,
                )
                for m in materials
            )

    def _prices(self) -> None:
        slots = {slot: each for slot, each in self.given.slots.items() if slot in _PARTS}
        solvent = self._solvent()
        materials = [*slots.values(), solvent, *(m for r in self.given.recipes.values() for m in r)]
        self.known = prices_of(self.catalogue, [material.key for material in materials])
        self.addressed = {
            self._material(name).key: entry for name, entry in self.design.economics.prices.items()
        }
        for slot, material in slots.items():
            self._part(slot, material)
        if leaf := self._price(solvent, Wanted(self._year, ("kg",))):
            self.leaves.setdefault("cathode_solvent_price", (leaf,))
        for electrode, parts in self.given.recipes.items():
            wanted = Wanted(self._year, ("kg",), region=self._code)
            found = [self._price(material, wanted) for material in parts]
            if all(found):
                self.leaves[f"{electrode}_component_price"] = tuple(leaf for leaf in found if leaf)
            for material, leaf in zip(parts, found, strict=True):
                if leaf is None:
                    self._gap(material, wanted)
        if not self.given.kind.shape.walls and "casing_mass" not in self.leaves:
            self.given.gaps.append("a repeat unit has no case; choose the format of a cell to cost")
        coated = ("cathode", "anode") if self.given.kind.negative.coated else ("cathode",)
        self.given.gaps += [
            f"what is in the {each} is unknown; give {each}.recipe"
            for each in coated
            if each not in self.given.recipes
        ]
        for key in self.addressed.keys() - self.priced:
            self.given.warnings.append(f"price.{key} is given, but nothing uses it")

    def _solvent(self) -> Material:
        try:
            return self.catalogue.material(self.plant.cathode_solvent)
        except MaterialError as error:
            place = self.design.place("economics", "plant")
            said = f"{place}: the plant '{self.plant.key}', cathode_solvent: {error}"
            raise MaterialError(said) from None

    def _material(self, name: str) -> Material:
        try:
            return self.catalogue.material(name)
        except MaterialError as error:
            raise MaterialError(f"{self.design.place('price', name)}: {error}") from None

    @property
    def _code(self) -> str:
        return self.region.key if self.region else ""

    @property
    def _year(self) -> int:
        return self.basket.year

    def _part(self, slot: str, material: Material) -> None:
        use, quantities = _PARTS[slot]
        part = slot.replace(".", "_")
        if any(name in self.leaves for name in (*quantities.values(), f"{part}_quoted_price")):
            return
        thickness = self.leaves.get(f"{part}_thickness")
        own = thickness[0].value if thickness else None
        wanted = Wanted(self._year, tuple(quantities), use, self._code, own)
        leaf = self._price(material, wanted)
        if leaf is None:
            if slot not in _FALLBACK:
                self._gap(material, wanted)
            return
        unit = (leaf.entry or leaf.choice.record).unit  # type: ignore[union-attr]
        name = quantities[per(unit)]
        quoted = quoted_thickness(leaf.choice.record) if leaf.choice else None
        if quoted and own:
            self.given.assumptions += other_thickness(leaf, quoted, own, use)
            if use == "foil":
                name, said = f"{part}_quoted_price", f"{quoted * 1e6:g} um"
                size = Input(quoted, None, "database", said, f"{leaf.address}, thickness")
                self.leaves[f"{part}_quoted_thickness"] = (size,)
        self.leaves[name] = (leaf,)

    def _price(self, material: Material, wanted: Wanted) -> Input | None:
        known = self.known.get(material.key, [])
        choice = choose_price(known, wanted, self.rates)
        entry = self.addressed.get(material.key)
        if entry and per(entry.unit) in wanted.per:
            self.priced.add(material.key)
            return entry_leaf(entry, material, self._in_dollars(entry), choice)
        if choice is None:
            return None
        record = choice.record
        use = f" as {wanted.use}" if wanted.use and wanted.use in record.locator else ""
        factor = self.basket.factor
        ahead = f" x {factor:.4g}" if self.basket.reason else ""
        return Input(
            record.si_value * factor,
            record.std and record.std * factor,
            "database",
            f"{record.value:.5g} {record.unit}{ahead}",
            f"price.{material.key}{use}",
            material.key,
            choice=choice,
        )

    def _in_dollars(self, entry: Entry) -> float:
        """Dollars that one unit of the entry's currency was worth in the year of the prices."""
        currency = si_unit(entry.unit).partition("/")[0]
        return exchange(1.0, currency, "USD", self._year, self.rates)

    def _gap(self, material: Material, wanted: Wanted) -> None:
        against = "; ".join(objections(self.known.get(material.key, []), wanted, self.rates))
        instead = f" ({against})" if against else ""
        name = f'"{material.key}"' if " " in material.key else material.key
        self.given.gaps.append(
            f"no price of {material.key} is known{instead}; set it with price.{name}"
        )

    def _factors(self) -> None:
        slots = {slot: each for slot, each in self.given.slots.items() if slot in _FACTORED}
        parts = [material for recipe in self.given.recipes.values() for material in recipe]
        keys = [material.key for material in (*slots.values(), *parts)]
        found: dict[str, list[Factor]] = {}
        for factor in factors_of(self.catalogue, [*keys, "electricity", "heat"]):
            found.setdefault(factor.subject, []).append(factor)
        for slot in _FACTORED:
            if slot == "anode" and slot not in slots:
                continue
            material = slots.get(slot)
            known = found.get(material.key, []) if material else []
            self._factor(f"{slot.replace('.', '_')}_ghg", slot, known)
        for electrode, recipe in self.given.recipes.items():
            pairs = [factor_leaves(m.key, found.get(m.key, [])) for m in recipe]
            self.leaves[f"{electrode}_component_ghg_factor"] = tuple(value for value, _ in pairs)
            self.leaves[f"{electrode}_component_ghg_known"] = tuple(known for _, known in pairs)
        self._energies(found)

    def _factor(self, name: str, slot: str, known: list[Factor]) -> None:
        if f"{name}_factor" in self.leaves:
            self.leaves.setdefault(f"{name}_known", (Input(1.0, None, "given", "given", slot),))
            return
        value, flag = factor_leaves(slot, known)
        self.leaves[f"{name}_factor"], self.leaves[f"{name}_known"] = (value,), (flag,)

    def _energies(self, found: dict[str, list[Factor]]) -> None:
        for subject, name in (("electricity", _GRID), ("heat", "footprint_heat_intensity")):
            if anywhere := [factor for factor in found.get(subject, []) if not factor.region]:
                value, _ = factor_leaves(subject, anywhere)
                self.leaves.setdefault(name, (value,))


def uncovered(given: Inputs) -> Iterator[str]:
    """Name the materials of a cell that have no footprint factor."""
    for electrode, recipe in given.recipes.items():
        known = given.leaves.get(f"{electrode}_component_ghg_known", ())
        if known:
            yield from (m.key for m, leaf in zip(recipe, known, strict=True) if not leaf.value)
    for slot in _FACTORED:
        flag = given.leaves.get(f"{slot.replace('.', '_')}_ghg_known")
        if slot in given.slots and flag and not flag[0].value:
            yield given.slots[slot].key
    if extra_mass(given):
        yield "cell.extra_mass"
