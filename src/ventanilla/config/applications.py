"""``ventanilla oficina cliente``: the register of the applications that people enter with their account."""

from __future__ import annotations

import click

NAMED = click.argument("cliente", metavar="CLIENTE")
BY = click.option("--por", "by", required=True, metavar="CURP", help="La persona funcionaria que responde del acto.")


@click.group(help="Las aplicaciones de otros en que se entra con la cuenta de esta oficina.")
def cliente() -> None:
    """Group of the commands of applications."""


@cliente.command(help="Registra una aplicación. Su secreto se muestra esta única vez.")
@click.option("--nombre", "name", required=True, help="Como la leen las personas.")
@click.option("--opera", "operator", required=True, help="Quién responde de ella, como lo leen las personas.")
@click.option("--regreso", "addresses", required=True, multiple=True, help="Dónde se le contesta; letra por letra.")
@click.option("--sabe", "scopes", multiple=True, help="Qué puede pedir: perfil, correo, curp.")
@click.option("--publica", "is_public", is_flag=True, help="No puede guardar un secreto: un navegador, un teléfono.")
@BY
def registrar(
    name: str, operator: str, addresses: tuple[str, ...], scopes: tuple[str, ...], is_public: bool, by: str
) -> None:
    """Register one."""
    order = ["registrar", "--nombre", name, "--opera", operator, "--por", by]
    order += [part for address in addresses for part in ("--regreso", address)]
    order += [part for scope in scopes for part in ("--sabe", scope)]
    _run([*order, *(["--publica"] if is_public else [])])


@cliente.command(help="Dice cuáles hay, también las dadas de baja.")
def listar() -> None:
    """List them."""
    _run(["listar"])


@cliente.command(help="Da de baja una aplicación: nadie entra más en ella, y lo que se le dio ya no sirve.")
@NAMED
@BY
def retirar(cliente: str, by: str) -> None:
    """Retire one."""
    _run(["retirar", "--cliente", cliente, "--por", by])


@cliente.command("renovar-secreto", help="Le da otro secreto; el de antes deja de servir en este momento.")
@NAMED
@BY
def renovar_secreto(cliente: str, by: str) -> None:
    """Give one another secret."""
    _run(["renovar-secreto", "--cliente", cliente, "--por", by])


@cliente.command("rotar-llave", help="Firma desde ahora con la llave siguiente; la de antes se sigue publicando.")
def rotar_llave() -> None:
    """Turn the key of tokens."""
    _run(["rotar-llave"])


def _run(order: list[str]) -> None:
    from .maintenance import in_office

    raise SystemExit(in_office(click.echo, "applications", *order))
