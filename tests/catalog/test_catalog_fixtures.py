"""Sources of our own making: every construct, bundles, translations, merging."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortcuts_py import catalog
from shortcuts_py.catalog.sources.strings import parse_strings, read_table
from shortcuts_py.catalog.store import write
from shortcuts_py.errors import DecodeError, ShortcutError

FOLDER = Path(__file__).parents[2] / "fixtures" / "definitions"


@pytest.fixture(scope="module")
def found() -> catalog.Catalog:
    return catalog.extract(FOLDER)


def test_a_folder_of_bundles(found: catalog.Catalog) -> None:
    assert found.errors == ()
    assert list(found) == [
        "org.example.actions.blend", "org.example.actions.old", "org.example.brushes.Clean",
        "org.example.paint.Fill", "org.example.paint.PTStrokeIntent",
        "org.example.paint.RinseIntent",
        "org.example.paint.Secret", "org.example.paint.ShapeEntity", "org.example.paint.ShareShape",
    ]  # fmt: skip
    roles = {name: action.role for name, action in found.configurations.items()}
    assert roles == {
        "org.example.paint.GalleryIntent": "widget",
        "org.example.paint.PlayMediaIntent": "system",
        "org.example.paint.QuietFilter": "focus",
    }


def test_wfactions_conditions_and_unknown_fields(found: catalog.Catalog) -> None:
    action = found["org.example.actions.blend"]
    parameters = action.parameters
    assert [str(condition) for condition in parameters["Share"].conditions] == ["Mode = Custom"]
    assert str(parameters["Extra"].conditions[0]) == "Mode ≠ Half or First is set"
    assert str(parameters["Share"].type) == "number 0..1"
    assert parameters["Mode"].cases == ("Half", "Custom")
    assert parameters["Extra"].class_name == "EXUnheardOfParameter"
    assert parameters["Extra"].type.kind == "unknown"
    assert parameters["Palette"].extra["DisallowedVariableTypes"] == ["Ask"]
    assert action.extra["SomethingNew"] == {"Deep": [1, 2]}
    assert action.keywords == ("mix", "paint")
    first, second = action.summaries
    assert (first.format, [str(test) for test in first.when]) == (
        "Blend ${First} by ${Share}", ["Mode = Custom"]
    )  # fmt: skip
    assert second.parameters == ("First", "Mode")
    assert found["org.example.actions.old"].discontinued


def test_intents(found: catalog.Catalog) -> None:
    action = found["org.example.paint.PTStrokeIntent"]
    parameters = action.parameters
    assert parameters["brush"].cases == ("unknown", "round", "flat")
    assert parameters["brush"].default == "flat"
    assert str(parameters["drips"].conditions[0]) == "wet = False"
    assert str(parameters["files"].type) == "list of file"
    assert str(parameters["width"].type) == "integer 1..9"
    assert action.output_name == "Painting"
    assert action.input is not None
    assert action.input.parameter == "text"
    assert action.localized["de"] == {
        "name": "Strich malen", "parameters.brush.label": "Pinsel", "cases.brush.round": 'Rundä"',
    }  # fmt: skip
    assert not found["org.example.paint.RinseIntent"].discoverable


def test_app_intents(found: catalog.Catalog) -> None:
    action = found["org.example.paint.Fill"]
    assert action.name == "Fill Shape"
    assert action.localized["fr"] == {"name": "Remplir", "cases.shade.dark": "Foncé"}
    assert action.parameters["loud"].default is True
    assert action.parameters["shade"].cases == ("light", "dark")
    assert action.parameters["number99"].type.kind == "unknown"
    assert action.output_types == ("org.example.paint.ShapeEntity",)
    assert action.availability[0].deprecated == "26.0"
    assert action.summaries[0].when[0].parameter == "loud"
    assert not found["org.example.paint.Secret"].discoverable
    assert found["org.example.paint.ShapeEntity"].name == "Find Shape"


def test_facts_say_where_they_are_from(found: catalog.Catalog) -> None:
    action = found["org.example.paint.Fill"]
    kinds = [source.kind for source in action.sources]
    assert kinds == ["actionsdata", "actionsdata", "observed"]
    name = action.provenance("name")
    assert name is not None
    assert name.version == "99A1"
    assert [(item.field, item.value) for item in action.disagreements] == [("name", "Fill")]
    observed = action.parameters["shade"].observed
    assert observed is not None
    assert observed.forms == {"text": 1, "WFTextTokenAttachment": 1}


def test_merging_does_not_depend_on_the_order() -> None:
    parts = [catalog.extract(FOLDER / name) for name in ("Paint.app", "pile", "WFActions.plist")]
    forward, backward = catalog.merge(*parts), catalog.merge(*reversed(parts))
    assert dict(forward) == dict(backward)


def test_a_catalogue_is_written_and_read_back(found: catalog.Catalog, tmp_path: Path) -> None:
    write(found, tmp_path)
    again = catalog.load(tmp_path)
    for identifier, action in found.items():
        assert again[identifier] == action
    assert "is.workflow.actions.gettext" in again
    assert set(found.types) <= set(again.types)
    assert set(again.configurations) == set(found.configurations)


def test_what_is_extracted_is_usable_at_once() -> None:
    definitions = catalog.load(FOLDER / "Paint.app")
    assert definitions["org.example.paint.Fill"].parameters["shade"].cases == ("light", "dark")
    assert definitions.search("rinse a brush", limit=1)[0][1].name == "Rinse Brush"


def test_files_outside_a_bundle(tmp_path: Path) -> None:
    inside = FOLDER / "Paint.app/Contents/Resources"
    data = (inside / "Base.lproj/Intents.intentdefinition").read_bytes()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Intents.intentdefinition").write_bytes(data)
    alone = tmp_path / "a" / "Intents.intentdefinition"
    assert "PTStrokeIntent" in catalog.extract(alone)
    assert "com.me.PTStrokeIntent" in catalog.extract(alone, bundle_id="com.me")
    assert {"a.PTStrokeIntent", "b.PTStrokeIntent"} <= set(catalog.extract(tmp_path))
    inner = catalog.extract(inside / "Metadata.appintents" / "extract.actionsdata")
    assert "org.example.paint.Fill" in inner


def test_strings_of_every_form(tmp_path: Path) -> None:
    text = '/* a */ "k" = "v\\n\\U0041";\n// b\nbare = other;\n"alone";\n'
    wanted = {"k": "v\nA", "bare": "other", "alone": "alone"}
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
        assert parse_strings(text.encode(encoding)) == wanted
    for bad in ('"k" = "v', "/* open", '"k" "v" "w"', b"\xff\xff\xff".decode("latin-1")):
        with pytest.raises(DecodeError):
            parse_strings(bad.encode())
    plural = tmp_path / "a.stringsdict"
    plural.write_bytes(
        b"<plist><dict><key>n</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@x@!</string>"
        b"<key>x</key><dict><key>other</key><string>%d items</string></dict></dict></dict></plist>"
    )
    assert read_table(plural) == {"": {"n": "%d items!"}}


def test_nothing_there() -> None:
    with pytest.raises(ShortcutError, match="no such file"):
        catalog.extract(FOLDER / "missing")
