"""Apple's own Python for Shortcuts (OS 27), read and printed."""
