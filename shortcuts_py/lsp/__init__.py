"""The language server: what an editor asks of the native dialect while somebody types."""
