"""The open system for SEC Section 16 statements."""
