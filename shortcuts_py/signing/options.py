"""The command-line options of signing, shared by all commands that sign."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from shortcuts_py.container.errors import IdentityError
from shortcuts_py.signing.backends import Outcome
from shortcuts_py.signing.choice import METHODS, sign_for_import
from shortcuts_py.signing.macos import MODES, PEOPLE_WHO_KNOW_ME

__all__ = ["SigningOptions", "signing_options"]

_F = TypeVar("_F", bound=Callable[..., Any])


class SigningOptions(NamedTuple):
    """What the options say; `sign` does it.

    Attributes:
        method: how to sign, one of `METHODS`.
        mode: whom the `shortcuts` command signs for.
        server: URL of the signing server.
        shape: form of the request to it.
        identity: files of the identity.
    """

    method: str
    mode: str = PEOPLE_WHO_KNOW_ME
    server: str | None = None
    shape: str = "json"
    identity: tuple[Path, ...] = ()

    def sign(self, plist: bytes, name: str) -> Outcome:
        """Sign, and tell on the terminal what leaves the machine.

        An encrypted private key has its password asked for.

        Raises:
            SigningError: the signer failed, or something is missing.
            IdentityError: the identity's files cannot be used.
        """
        try:
            return self._sign(plist, name, None)
        except IdentityError as error:
            interactive = sys.stdin.isatty()
            if self.method != "identity" or "assword" not in str(error) or not interactive:
                raise
        password = click.prompt("Password of the private key", hide_input=True, err=True)
        return self._sign(plist, name, password.encode("utf-8"))

    def _sign(self, plist: bytes, name: str, password: bytes | None) -> Outcome:
        return sign_for_import(
            plist,
            name,
            self.method,
            mode=self.mode,
            server=self.server,
            shape=self.shape,
            identity=self.identity,
            password=password,
            tell=lambda line: click.echo(line, err=True),
        )


def signing_options(flag: str = "--sign", default: str = "auto") -> Callable[[_F], _F]:
    """A decorator that gives a click command the options of signing.

    The command receives one argument more, `signing`, a `SigningOptions`.

    Args:
        flag: name of the option that chooses the method.
        default: method when the option is not given.
    """

    def decorate(command: _F) -> _F:
        def run(
            *arguments: Any,
            sign_method: str,
            sign_mode: str,
            sign_server: str | None,
            sign_request: str,
            identity: tuple[Path, ...],
            **others: Any,
        ) -> Any:
            options = SigningOptions(sign_method, sign_mode, sign_server, sign_request, identity)
            return command(*arguments, signing=options, **others)

        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        for option in reversed(_options(flag, default)):
            run = option(run)
        return run  # type: ignore[return-value]

    return decorate


def _options(flag: str, default: str) -> list[Callable[[Any], Any]]:
    return [
        click.option(
            flag,
            "sign_method",
            type=click.Choice(METHODS),
            default=default,
            show_default=True,
            help="How to sign. auto: with this Mac's shortcuts command, and not at all elsewhere.",
        ),
        click.option(
            "--sign-mode",
            type=click.Choice(MODES),
            default=PEOPLE_WHO_KNOW_ME,
            show_default=True,
            help="Who can import what a Mac signs. For anyone, it is uploaded to iCloud.",
        ),
        click.option(
            "--sign-server",
            metavar="URL",
            help="The signing server to send the shortcut to, with method server.",
        ),
        click.option(
            "--sign-request",
            type=click.Choice(("json", "plist")),
            default="json",
            show_default=True,
            help="What the server takes: JSON with XML text, or the bare property list.",
        ),
        click.option(
            "--identity",
            multiple=True,
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="A file of the identity, with method identity; may be given again.",
        ),
    ]
