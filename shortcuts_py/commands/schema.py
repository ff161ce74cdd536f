"""`shortcuts-py schema`: the JSON form's schema."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]

EXAMPLES = """\b
Examples:
  shortcuts-py schema                      prints the schema
  shortcuts-py schema > workflow.schema.json
                                           keeps it in a file, for a language model
"""


@click.command(epilog=EXAMPLES)
def schema() -> None:
    """Print the JSON schema of a workflow: what Workflow.model_validate_json reads."""
    from shortcuts_py.workflow.document import Workflow

    click.echo(json.dumps(Workflow.model_json_schema(), indent=1))
