"""What the commands that write letters share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def template_printer(shipped: str) -> Callable[[Function], Function]:
    """`--print-template`: the wording that ships, on stdout."""

    def show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            from gouji.letters.wording import shipped_text

            click.echo(shipped_text(shipped), nl=False)
            context.exit()

    return click.option(
        "--print-template",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="输出自带的函件文字，供修改 Print the wording that ships, to be adapted.",
    )


def say(text: str, *, err: bool = True) -> None:
    """Words for the user, harmless whatever a report put into them."""
    from gouji_cli.terminal import harmless

    click.echo(harmless(text), err=err)


@contextmanager
def run_errors(language: str) -> Iterator[list[str]]:
    """Tell in words what keeps a letter from being written; the list holds what was told."""
    from gouji.letters.batch import BatchRefused
    from gouji.letters.paper import LetterheadRefused
    from gouji.messages import message, render
    from gouji.outputs.load import NotReadable
    from gouji.outputs.view import NotARun
    from gouji.rulebook import RuleError

    told: list[str] = []
    try:
        yield told
    except RuleError as error:
        told.append(error.text.get(language))
    except (NotARun, BatchRefused, LetterheadRefused) as error:
        told.append(render(error.problem).get(language))
    except NotReadable as error:
        told.append(message("export_bad_record", why=error).get(language))
    except OSError as error:
        why = error.strerror or type(error).__name__
        told.append(message("manifest_not_written", path=error.filename or "", why=why).get(language))
    for text in told:
        say(text)
