from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.database.seeding import seed
from celldesign.database.where import parse_where
from celldesign.errors import CelldesignError, MaterialError


@pytest.fixture
def catalogue(shipped: Path, url: str) -> Iterator[Catalogue]:
    (shipped / "foil.toml").write_text(
        'key = "thin foil"\nname = "thin foil"\nrole = "metal anode"\nformula = "Li"\n'
    )
    with open_catalogue(url) as opened:
        yield opened


@pytest.mark.parametrize(
    "name",
    ["NMC811", "nmc-811", "NMC 811", "nmc_811", "LiNi0.8Mn0.1Co0.1O2", "lini₀.₈mn₀.₁co₀.₁o₂"],
)
def test_a_material_goes_by_key_alias_name_or_formula(catalogue: Catalogue, name: str) -> None:
    assert catalogue.material(name).key == "NMC811"
    assert catalogue.material("Lithium Metal").key == "lithium"


def test_an_unknown_material_names_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(MaterialError, match="given NMC88; did you mean NMC811"):
        catalogue.material("NMC88")
    with pytest.raises(MaterialError, match="celldesign materials list"):
        catalogue.material("unobtainium")
    with pytest.raises(MaterialError):
        catalogue.material(" - ")


def test_a_formula_of_two_materials_is_not_guessed(catalogue: Catalogue) -> None:
    with pytest.raises(MaterialError, match="lithium or thin foil"):
        catalogue.material("Li")


def test_a_species_of_a_reaction_gives_way_to_a_part_of_a_cell(
    catalogue: Catalogue, shipped: Path, address: Address
) -> None:
    (shipped / "species.toml").write_text(
        '[[material]]\nkey = "Li2O (cr)"\nname = "lithium oxide"\nrole = "reaction species"\n'
        '[[material]]\nkey = "M (g)"\nname = "lithium metal"\nrole = "reaction species"\n'
    )
    seed(address, shipped)
    assert catalogue.material("lithium metal").key == "lithium"
    assert catalogue.material("lithium oxide").key == "Li2O (cr)"


def test_the_composition_of_a_material_is_empty_where_none_is_known(
    catalogue: Catalogue,
    shipped: Path,
    address: Address,
    edit: Callable[[Path, str, str], None],
) -> None:
    assert catalogue.material("lithium").composition == {}
    (shipped / "species.toml").write_text(
        'key = "Li (cr)"\nname = "lithium"\nrole = "reaction species"\nformula = "Li"\n'
    )
    edit(
        shipped / "lithium.toml", "[[property]]", 'composition = {"Li (cr)"="99 wt%"}\n[[property]]'
    )
    seed(address, shipped)
    assert catalogue.material("lithium").composition == {"Li (cr)": 0.99}


@pytest.mark.parametrize("name", ["LiPF6", "EC", "DEC", "EMC", "LiTFSI", "nickel", "graphite"])
def test_no_shipped_name_means_both_a_material_and_a_species(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    with open_catalogue(str(tmp_path_factory.getbasetemp() / "shipped.sqlite")) as opened:
        material = opened.material(name)
        assert material.role != "reaction species"
        assert opened.material(material.name) == material


def test_materials_are_listed_by_key_and_by_role(catalogue: Catalogue) -> None:
    def keys(role: str | None) -> list[str]:
        return [material.key for material in catalogue.materials(role)]

    assert keys(None) == ["lithium", "NMC811", "thin foil"]
    assert keys("metal anode") == ["lithium", "thin foil"]
    assert keys("tab") == []
    with pytest.raises(MaterialError, match="did you mean binder"):
        keys("bindre")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("LiNi0.8", ["NMC811"]),
        ("NMC-811", ["NMC811"]),
        ("foil thin", ["thin foil"]),
        ("SILVERY metal", ["lithium"]),
        ("Li", ["lithium", "NMC811", "thin foil"]),
        ("gold", []),
        ("10.1/x", ["NMC811"]),
        ("handbook", ["lithium", "NMC811"]),
        ("%", []),
        ("li%um", []),
        ("li_thium", ["lithium"]),
        ("'; DROP TABLE material; --", []),
        ('"lithium" OR *', []),
        ("\\", []),
        ("", ["lithium", "NMC811", "thin foil"]),
    ],
)
def test_search_finds_every_word_in_names_formulas_notes_and_sources(
    catalogue: Catalogue, text: str, keys: list[str]
) -> None:
    assert [material.key for material in catalogue.search(text)] == keys


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ("density > 4.5 g/cm^3", ["NMC811"]),
        ("density>=534 kg/m^3", ["lithium", "NMC811"]),
        ("density < 534 kg/m^3", []),
        ("density > 0.534 g/cm^3", ["NMC811"]),
        ("density <= 534 kg/m^3", ["lithium"]),
        ("specific_capacity <= 222 mAh/g", ["NMC811"]),
    ],
)
def test_search_by_the_range_of_a_property(
    catalogue: Catalogue, where: str, keys: list[str]
) -> None:
    found = catalogue.search("", where=[parse_where(where)])
    assert [material.key for material in found] == keys


def test_search_conditions_are_met_together(catalogue: Catalogue) -> None:
    heavy = parse_where("density > 0.5 g/cm^3")
    metals = catalogue.search("li", role="metal anode", where=[heavy])
    assert [material.key for material in metals] == ["lithium"]
    assert [material.key for material in catalogue.search("li", limit=2)] == ["lithium", "NMC811"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("density 4.5 g/cm^3", "one of < <= > >="),
        ("densty > 4.5 g/cm^3", "did you mean density"),
        ("density > 4.5 V", "a density"),
        ("density > 1 OR 1=1", "unknown unit"),
        ("", "one of < <= > >="),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(text: str, said: str) -> None:
    with pytest.raises(CelldesignError, match=said):
        parse_where(text)


def test_a_record_carries_its_conditions_and_its_source(catalogue: Catalogue) -> None:
    (record,) = catalogue.records("NMC811", "specific_capacity")
    assert (record.value, record.unit, record.si_value) == (222, "mAh/g", pytest.approx(799200))
    assert record.temperature == pytest.approx(333.15)
    assert record.conditions == {"window": "3.0-4.35 V", "rate": "C/20"}
    assert (record.source.key, record.source.doi, record.source.year) == ("paper", "10.1/x", 2020)
    assert (record.year, record.quality, record.preferred) == (2020, "B", True)
    assert (record.origin, record.qualifier, record.low) == ("shipped", "", None)


def test_one_query_brings_the_values_of_many_materials(catalogue: Catalogue) -> None:
    found = catalogue.records_of(["NMC811", "lithium", "NMC811", "unobtainium"])
    assert {where: [record.value for record in values] for where, values in found.items()} == {
        ("lithium", "density"): [0.534],
        ("NMC811", "density"): [4.65],
        ("NMC811", "specific_capacity"): [222],
    }
    assert catalogue.records("lithium", "porosity") == []
    assert catalogue.records_of([]) == {}


def test_prices_and_sources(catalogue: Catalogue) -> None:
    (price,) = catalogue.prices("NMC811")
    assert (price.value, price.currency, price.unit, price.year) == (26, "USD", "kg", 2022)
    assert price.source == catalogue.sources()["paper"]
    assert catalogue.prices("lithium") == []


def test_no_look_up_reads_a_whole_table(
    catalogue: Catalogue, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not address.path:
        pytest.skip("the server chooses by how much there is")
    asked: list[tuple[str, tuple[object, ...]]] = []
    real = catalogue.connection.rows

    def note(query: str, *values: object) -> list[dict[str, object]]:
        asked.append((query, values))
        return real(query, *values)

    monkeypatch.setattr(catalogue.connection, "rows", note)
    monkeypatch.setattr("celldesign.database.catalogue._FEW", 2)  # on both sides of it
    catalogue.material("nmc-811")
    catalogue.find("NMC811")
    catalogue.records_of(["NMC811", "lithium"])
    catalogue.prices("NMC811")
    catalogue.history("NMC811")
    catalogue.materials(limit=10)
    catalogue.materials("binder", limit=10)
    for text in ("silvery", "lithium li"):
        catalogue.search(text, limit=10)
    for where in ("density > 4 g/cm^3", "density > 0 g/cm^3"):
        catalogue.search("", where=[parse_where(where)], limit=10)
    plans = [
        (query, row["detail"])
        for query, values in asked
        for row in real(f"EXPLAIN QUERY PLAN {query}", *values)
    ]
    whole = [
        (query, detail)
        for query, detail in plans
        if detail.startswith("SCAN")
        and not any(by in detail for by in ("USING", "VIRTUAL TABLE", "CONSTANT", "found"))
    ]
    assert plans
    assert whole == []
