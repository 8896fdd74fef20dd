"""An employer's folder, from the commands that a person types: what is there is found, and no more."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla.cli import main
from ventanilla.formats.cells import read as read_cells
from ventanilla.formats.file import File
from ventanilla.formats.sheet import Sheet

MES = ("--periodo", "2026-06")
PRIMA = ("--prima", "0.54355")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of forty people, written once."""
    where = tmp_path_factory.mktemp("nomina") / "nomina"
    done = CliRunner().invoke(main, ["muestra", str(where)])
    assert done.exit_code == 0, done.output
    return where


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def told(*arguments: object) -> Any:
    done = run(*arguments, "--json")
    return json.loads(done.stdout)


def test_the_sample_is_the_same_each_time_but_for_its_seals(folder: Path, tmp_path: Path) -> None:
    run("muestra", tmp_path / "otra")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "recibos.zip":
            assert (tmp_path / "otra" / path.relative_to(folder)).read_bytes() == path.read_bytes(), path
    refused = run("muestra", folder)
    assert refused.exit_code != 0
    assert "ya tiene archivos" in refused.output


def test_what_is_odd_in_the_sample_is_found_and_nothing_else(folder: Path) -> None:
    answer = told("revisar", folder, *MES)
    worst = [one for one in answer["hallazgos"] if one["severidad"] != "nota"]
    assert answer["personas"] == 40
    assert sorted((one["codigo"], one["archivo"], one["linea"], one["columna"]) for one in worst) == [
        ("CURP_INVALIDA", "nomina/lista de personal.csv", 8, 4),
        ("NO_COINCIDE", "nomina/lista de personal.csv", 6, None),
    ]
    assert all(one["causa"] and one["remedio"] for one in answer["hallazgos"])


def test_the_exit_code_says_whether_something_is_wrong(folder: Path) -> None:
    assert run("revisar", folder).exit_code == 1
    assert run("revisar", folder / "sua").exit_code == 0
    assert run("revisar", folder / "sua", "--estricto").exit_code == 0


def test_the_findings_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "hallazgos.xlsx"
    run("revisar", folder, "--salida", to)
    (sheet,) = read_cells(File.of_bytes("h.xlsx", to.read_bytes()))
    assert isinstance(sheet, Sheet)
    assert sheet.rows[0][0] == "Qué tanto importa"
    assert sheet.rows[1][0] == "Error"
    assert {row[0] for row in sheet.rows[1:]} == {"Error", "Por revisar", "Nota"}


def test_colours_are_for_people(folder: Path) -> None:
    assert "\x1b[" not in run("revisar", folder).output
    shown = CliRunner().invoke(main, ["revisar", str(folder)], color=True)
    assert "\x1b[" in shown.output


def test_a_folder_without_files(tmp_path: Path) -> None:
    done = run("revisar", tmp_path)
    assert done.exit_code != 0
    assert "No hay archivos que leer" in done.output


def test_the_cedula_in_every_form_says_the_same(folder: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"cedula.{kind}" for kind in ("xlsx", "csv", "json", "pdf")]
    done = run("cuotas", "cedula", folder, *MES, *PRIMA, *(x for path in paths for x in ("--salida", path)))
    assert done.exit_code == 0, done.output
    total = re.search(r"Total a cargo de cada uno +\S+ +\S+ +(\$[\d,.]+)", done.stdout)
    assert total is not None
    assert json.loads(paths[2].read_text())["totales"]["total"] == total[1].replace("$", "").replace(",", "")
    rows = list(csv.DictReader(io.StringIO(paths[1].read_text("utf-8-sig"))))
    assert len(rows) == 40
    assert paths[3].read_bytes().startswith(b"%PDF-")
    for path in paths[:3]:  # each read again is another account of the same month
        facing = told("cuotas", "comparar", folder / "sua", path, *MES, *PRIMA)
        assert facing["diferencias"] == [], path
        assert len(facing["lados"]) == 2


def test_housing_credits_are_told_apart_from_what_is_owed(folder: Path, tmp_path: Path) -> None:
    """20 % of the wage of each day with the credit, and the insurance of the bimester (LINFONAVIT 29-III)."""
    to = tmp_path / "c.xlsx"
    answer = told("cuotas", "cedula", folder / "sua", *MES, *PRIMA, "--salida", to)
    withheld = {one["nss"]: one["amortizacion"] for one in answer["trabajadores"] if "amortizacion" in one}
    assert len(withheld) == 7
    by_nss = {one["nss"]: one for one in answer["trabajadores"]}
    for nss, amount in withheld.items():
        days = by_nss[nss]["periodos"]["bimestral"]
        if len({lapso["sbc"] for lapso in by_nss[nss]["lapsos"]}) == 1 and days["dias"] == 61:
            expected = (Decimal(days["sbc"]) * 61 * 20 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert amount["descuento"] == str(expected)
    total = sum(Decimal(one["total"]) for one in withheld.values())
    assert answer["totales"]["amortizacion"] == str(total)
    sheets = {one.name: one for one in read_cells(File.of_bytes("c.xlsx", to.read_bytes())) if isinstance(one, Sheet)}
    assert {row[0] for row in sheets["Créditos"].rows[3:]} - {"NSS"} == set(withheld)
    assert "Créditos" not in {
        one.name
        for one in read_cells(File.of_bytes("m.xlsx", _month_without_bimester(folder, tmp_path)))
        if isinstance(one, Sheet)
    }


def _month_without_bimester(folder: Path, tmp_path: Path) -> bytes:
    to = tmp_path / "mayo.xlsx"
    run("cuotas", "cedula", folder / "sua", "--periodo", "2026-05", *PRIMA, "--salida", to)
    return to.read_bytes()


def test_the_profile_is_named_and_a_policy_changes_what_is_owed(folder: Path) -> None:
    asked = ("cuotas", "cedula", folder / "sua", *MES, *PRIMA)
    assert told(*asked, "--perfil", "emision")["perfil"] == "emision"
    others = [
        told(*asked, "--politica", f"gmp_ausencias={value}")["totales"] for value in ("descuentan", "no_descuentan")
    ]
    assert others[0] != others[1]


def test_nobody_is_left_out_in_silence(folder: Path, tmp_path: Path) -> None:
    run("convertir", folder / "sua", folder / "idse", tmp_path, "--a", "idse")
    first, *rest = (tmp_path / "IDSE_08.TXT").read_bytes().splitlines(keepends=True)
    again = first[:118] + b"01062026" + first[126:]  # a second alta, and no baja between the two
    control = rest[-1].replace(b"000040", b"000041")
    (tmp_path / "IDSE_08.TXT").write_bytes(b"".join((first, again, *rest[:-1], control)))
    done = run("cuotas", "cedula", tmp_path, *MES, *PRIMA, "--salida", tmp_path / "c.xlsx")
    assert done.exit_code == 1
    assert "la cédula sería falsa" in done.output
    assert not (tmp_path / "c.xlsx").exists()
    nss = first[11:22].decode()
    done = run("cuotas", "cedula", tmp_path, *MES, *PRIMA, "--omitir", nss, "--salida", tmp_path / "c.xlsx")
    assert done.exit_code == 0, done.output
    assert "39 personas" in done.stdout


def test_the_premium_is_asked_for(folder: Path) -> None:
    done = run("cuotas", "cedula", folder, *MES)
    assert done.exit_code == 2
    assert "Falta la prima" in done.output


def test_three_accounts_and_why_they_differ(folder: Path, tmp_path: Path) -> None:
    ours = tmp_path / "nuestra.json"
    run("cuotas", "cedula", folder / "sua", *MES, *PRIMA, "--salida", ours)
    answer = told("cuotas", "comparar", folder / "sua", folder / "emision.xlsx", ours, *MES, *PRIMA)
    assert {one["cuota"] for one in answer["lados"]} == {"mensual", "bimestral"}
    reasons = {r["codigo"] for one in answer["diferencias"] for side in one["razones"] for r in side}
    assert reasons == {"FALTA_EN_LA_SEGUNDA", "DIAS", "SALARIO"}  # a baja, a raise and absences that it does not know
    for one in answer["diferencias"]:
        assert one["importes"][0] == one["importes"][2] != one["importes"][1]
    assert len({one["clave"] for one in answer["diferencias"]}) == 4
    shown = run(
        "cuotas", "comparar", folder / "sua", folder / "emision.xlsx", *MES, *PRIMA, "--salida", tmp_path / "d.xlsx"
    )
    assert shown.exit_code == 1
    assert "45 diferencias en 4 personas" in shown.stdout
    (sheet,) = read_cells(File.of_bytes("d.xlsx", (tmp_path / "d.xlsx").read_bytes()))
    assert isinstance(sheet, Sheet)
    assert len(sheet.rows) == 46


def test_another_premium_is_the_reason(folder: Path, tmp_path: Path) -> None:
    ours = tmp_path / "otra.json"
    run("cuotas", "cedula", folder / "sua", *MES, "--prima", "0.60000", "--salida", ours)
    answer = told("cuotas", "comparar", folder / "sua", ours, *MES, *PRIMA)
    assert {one["ramo"] for one in answer["diferencias"]} == {"riesgos_trabajo"}
    assert {r["codigo"] for one in answer["diferencias"] for side in one["razones"] for r in side} == {"PRIMA"}


@pytest.mark.parametrize(("how", "names"), [
    ("sua", {"ASEG.TXT", "MOVT.TXT", "INCAP.TXT", "CRED.TXT"}),
    ("idse", {"IDSE_08.TXT", "IDSE_07.TXT", "IDSE_02.TXT"}),
])  # fmt: skip
def test_what_is_converted_determines_the_same(folder: Path, tmp_path: Path, how: str, names: set[str]) -> None:
    done = run("convertir", folder / "sua", folder / "idse", tmp_path / "x", "--a", how)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "x").iterdir()} == names
    sources = [tmp_path / "x"] if how == "sua" else [tmp_path / "x", folder / "sua" / "INCAP.TXT"]
    once = told("cuotas", "cedula", folder / "sua", *MES, *PRIMA)
    again = told("cuotas", "cedula", *sources, *MES, *PRIMA)
    if how == "idse":  # it has no absences: only those differ
        assert len(again["trabajadores"]) == len(once["trabajadores"])
    else:
        assert again["totales"] == once["totales"]


def test_a_list_and_our_own_file_are_read_again(folder: Path, tmp_path: Path) -> None:
    for name in ("lista.csv", "todo.json"):
        answer = told("convertir", folder / "sua", tmp_path / name)
        assert answer["escritos"] == {str(tmp_path / name): (tmp_path / name).stat().st_size}
    assert told("revisar", tmp_path / "lista.csv")["personas"] == 40
    once = told("cuotas", "cedula", folder / "sua", *MES, *PRIMA)
    assert told("cuotas", "cedula", tmp_path / "todo.json", *MES, *PRIMA)["totales"] == once["totales"]


def test_receipts_alone_are_workers(folder: Path, tmp_path: Path) -> None:
    answer = told("revisar", folder / "recibos.zip")
    assert answer["personas"] == 40
    assert {one["codigo"] for one in answer["hallazgos"]} == {"SALARIO_DE_RECIBO"}
    with zipfile.ZipFile(folder / "recibos.zip") as held:
        held.extractall(tmp_path / "suelto")
    assert told("revisar", tmp_path / "suelto")["personas"] == 40


def test_the_seals_of_receipts(folder: Path, tmp_path: Path) -> None:
    shown = run("revisar", folder / "recibos.zip", "--sellos")
    assert "80" in shown.output
    assert not [
        one for one in told("revisar", folder / "recibos.zip", "--sellos")["hallazgos"] if "SELLO" in one["codigo"]
    ]
    with zipfile.ZipFile(folder / "recibos.zip") as held:
        name = held.namelist()[0]
        xml = held.read(name).replace(b'TipoRegimen="02"', b'TipoRegimen="03"')
    (tmp_path / "alterado.xml").write_bytes(xml)
    (found,) = [one for one in told("revisar", tmp_path, "--sellos")["hallazgos"] if "SELLO" in one["codigo"]]
    assert found["severidad"] == "advertencia"
    (tmp_path / "anclas").mkdir()
    codes = {
        one["codigo"] for one in told("revisar", folder / "recibos.zip", "--anclas", tmp_path / "anclas")["hallazgos"]
    }
    assert len(codes) > 1, "nobody vouches for that certificate"


def test_a_plantilla_is_saved_and_used(folder: Path, tmp_path: Path) -> None:
    listed, saved = folder / "lista de personal.csv", tmp_path / "p.json"
    assert run("revisar", listed, "--guardar-plantilla", saved).exit_code == 1
    assert {one["titulo"] for one in json.loads(saved.read_text())["columnas"]} >= {"N.S.S.", "S.B.C."}
    guessed = [one["codigo"] for one in told("revisar", listed)["hallazgos"]]
    known = [one["codigo"] for one in told("revisar", listed, "--plantilla", saved)["hallazgos"]]
    assert len(known) < len(guessed)
    refused = run("revisar", listed, "--plantilla", folder / "sua" / "ASEG.TXT")
    assert "no es una plantilla" in refused.output


def test_the_batch_of_raises_is_written_for_the_institution(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "lote.txt"
    days = ("--desde", "2026-07-01", "--hasta", "2026-09-30")
    answer = told("salario", "modificaciones", folder / "sua", *days, "--salida", to)
    assert len(to.read_bytes().splitlines()) == len(answer["modificaciones"]) + 1  # and its control record
    assert "SALARIO_DESPRENDIDO" in {one["codigo"] for one in answer["hallazgos"]}
    assert (
        told("revisar", to)["cuenta"]["error"] == answer["modificaciones"].__len__()
    )  # each says that its alta is not here


def test_a_raise_for_everybody_costs_what_the_cedula_at_the_other_wage_says(folder: Path) -> None:
    asked = ("cuotas", "simular", "nomina", folder / "sua", *MES, *PRIMA)
    (same,) = told(*asked, "--aumento", "0")
    assert (same["cuesta_al_patron"], same["se_retiene_mas"]) == ("0.00", "0.00")
    (one,) = told(*asked, "--aumento", "5")
    assert one["antes"] == told("cuotas", "cedula", folder / "sua", *MES, *PRIMA)["totales"]["total"]
    more = Decimal(one["cuesta_al_patron"]) + Decimal(one["se_retiene_mas"])
    assert Decimal(one["despues"]) - Decimal(one["antes"]) == more > 0
    refused = run(*asked, "--aumento", "-100")
    assert "no es posible" in refused.output


def test_the_board_of_a_close(folder: Path) -> None:
    (one,) = told("cierre", folder, *MES, *PRIMA)
    assert (one["estado"], one["personas"], one["vence"]) == ("con_errores", 40, "2026-07-20")
    assert len(one["diferencias"]) == 45
    shown = run("cierre", folder / "sua", *MES, *PRIMA)
    assert shown.exit_code == 0
    assert "lista" in shown.stdout
    shown = run("cierre", folder / "sua", *MES)
    assert shown.exit_code == 1
    assert "Falta su prima" in shown.stdout
