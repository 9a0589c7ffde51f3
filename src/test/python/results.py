"""What every page of src/test/benchmark-results begins with, for the programs of this folder."""

import os
import platform
import subprocess


def revision(checkout):
    """The commit that a checkout is of."""
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=checkout, capture_output=True, text=True, check=True
    ).stdout.strip()


def head(title, began, commit, run):
    """Lines: title, time, CPU, JVM and commit.

    began: when, in UTC; run: a run.json of the measured runs as read, which has the JVM.
    """
    names = []
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return [
        f"# {title}",
        "",
        f"- Time: {began:%Y-%m-%dT%H:%M:%S} UTC",
        f"- CPU: {(names or [platform.machine()])[0]}, {os.cpu_count()} cores",
        f"- JVM: {run.get('environment', {}).get('java', '?')}",
        f"- Commit: {commit}",
        "",
    ]
