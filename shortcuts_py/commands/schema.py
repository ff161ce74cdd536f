"""`shortcuts-py schema`: the JSON form's schema."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON schema of a workflow: what Workflow.model_validate_json reads."""
    from shortcuts_py.workflow.document import Workflow

    click.echo(json.dumps(Workflow.model_json_schema(), indent=1))
