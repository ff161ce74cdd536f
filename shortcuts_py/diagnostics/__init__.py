"""Problems found in code and files: codes, places, fixes, and how they are shown."""
