"""Load on `celldesign serve`: so many requests at a time, for so long, each a slider's move.

    python benchmarks/serve.py [SECONDS] [AT A TIME] [new]

Moves are whole micrometres, of which the server soon has each answer; with `new` each is a value
that it has not had. Prints requests, errors, the median and the 95th percentile of the time of one,
the server's processor time for one, and its memory at the start and at the end. Exits 1 where there
are errors, or where the percentile misses its bar.
"""

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

DESIGN = Path(__file__).parents[1] / "examples" / "pouch_1Ah.toml"
BAR = 0.25  # seconds, 50 at a time on two cores
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Answer = tuple[int, bytes, Streams]


def memory(process: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")


def processor(process: int) -> float:
    """Processor time so far in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ask(address: tuple[str, int], request: bytes, connection: Streams | None) -> Answer:
    """Send a request over a connection that stays open; the answer's status and head."""
    reader, writer = connection or await asyncio.open_connection(*address)
    writer.write(request)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    await reader.readexactly(int(length[1]) if length else 0)
    return int(head.split()[1]), head, (reader, writer)


async def load(address: str, seconds: float, clients: int, new: bool) -> tuple[list[float], int]:
    """Ask until the time is over, with little work between: a client that is busy would be late."""
    host, _, token = address.removeprefix("http://").partition("/?token=")
    name, _, port = host.partition(":")
    place = name, int(port)
    opening = f"GET /?token={token} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    _, head, _ = await ask(place, opening, None)
    cookie = re.search(rb"set-cookie: ([^;]+)", head)
    assert cookie
    start = (
        f"POST /api/build HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"Cookie: {cookie[1].decode()}\r\nContent-Type: application/json\r\nContent-Length: "
    )
    text = DESIGN.read_text(encoding="utf-8")
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal errors
        connection = None
        while time.perf_counter() < end:
            thickness = random.uniform(10, 60) if new else random.randint(10, 60)
            settings = {"anode.thickness": f"{thickness:.6g} um"}
            body = json.dumps({"text": text, "settings": settings}).encode()
            request = f"{start}{len(body)}\r\n\r\n".encode() + body
            begun = time.perf_counter()
            status, _, connection = await ask(place, request, connection)
            times.append(time.perf_counter() - begun)
            errors += status != 200

    await asyncio.gather(*(one() for _ in range(clients)))
    return times, errors


def main() -> int:
    """Run the server and ask it."""
    numbers = [each for each in sys.argv[1:] if each != "new"]
    new = len(numbers) < len(sys.argv[1:])
    seconds = float(numbers[0]) if numbers else 60.0
    clients = int(numbers[1]) if numbers[1:] else 50
    run = "from celldesign.app import main; main()"
    command = [sys.executable, "-u", "-c", run, "serve", str(DESIGN), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        try:
            asyncio.run(load(found[0], 2.0, clients, new))
            before, used = memory(server.pid), processor(server.pid)
            times, errors = asyncio.run(load(found[0], seconds, clients, new))
            after, used = memory(server.pid), processor(server.pid) - used
        finally:
            server.send_signal(2)
    times.sort()
    middle, most = times[len(times) // 2], times[int(0.95 * len(times))]
    print(f"{len(times)} requests, {clients} at a time, {errors} errors")
    print(
        f"median {1e3 * middle:.0f} ms, 95th percentile {1e3 * most:.0f} ms, at most {1e3 * BAR:g}"
    )
    print(f"server {1e3 * used / len(times):.1f} ms of processor time for one")
    print(f"memory {before:.0f} MB at the start, {after:.0f} MB at the end")
    return 0 if most <= BAR and not errors else 1


if __name__ == "__main__":
    sys.exit(main())
