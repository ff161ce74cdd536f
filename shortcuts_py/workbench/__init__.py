"""The WorkflowBench dialect: model output into workflows, and workflows as training text."""
