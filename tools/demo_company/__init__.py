"""The parts of the demonstration company; tools/demo_data.py puts them together."""
