import sys
from pathlib import Path

# the tools that make databases and docs are tested too
sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
