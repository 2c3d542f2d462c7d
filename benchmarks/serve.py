"""Load on `celldesign serve`: so many requests at a time, for so long, each a slider's move.

    python benchmarks/serve.py [SECONDS] [AT A TIME]

Prints requests, errors, the median and the 95th percentile of the time of one, and the server's
memory at the start and at the end.
"""

import asyncio
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx

DESIGN = Path(__file__).parents[1] / "examples" / "pouch_1Ah.toml"


def memory(process: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")


async def load(address: str, seconds: float, clients: int) -> tuple[list[float], int]:
    """Ask until the time is over."""
    base, _, token = address.partition("/?token=")
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds
    async with httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=60) as client:
        (await client.get(f"/?token={token}", follow_redirects=True)).raise_for_status()
        text = DESIGN.read_text(encoding="utf-8")

        async def one() -> None:
            nonlocal errors
            while time.perf_counter() < end:
                thickness = f"{random.randint(10, 60)} um"
                content = {"text": text, "settings": {"anode.thickness": thickness}}
                start = time.perf_counter()
                response = await client.post("/api/build", json=content)
                times.append(time.perf_counter() - start)
                errors += response.status_code != 200

        await asyncio.gather(*(one() for _ in range(clients)))
    return times, errors


def main() -> None:
    """Run the server and ask it."""
    seconds, clients = (float(sys.argv[1:2][0]) if sys.argv[1:] else 60.0), 50
    if sys.argv[2:]:
        clients = int(sys.argv[2])
    run = "from celldesign.app import main; main()"
    command = [sys.executable, "-u", "-c", run, "serve", str(DESIGN), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        asyncio.run(load(found[0], 2.0, clients))
        before = memory(server.pid)
        times, errors = asyncio.run(load(found[0], seconds, clients))
        after = memory(server.pid)
        server.send_signal(2)
    times.sort()
    middle, most = times[len(times) // 2], times[int(0.95 * len(times))]
    print(f"{len(times)} requests, {clients} at a time, {errors} errors")
    print(f"median {1e3 * middle:.0f} ms, 95th percentile {1e3 * most:.0f} ms")
    print(f"memory {before:.0f} MB at the start, {after:.0f} MB at the end")


if __name__ == "__main__":
    main()
