"""How long the page's server waits for a request that has begun."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0


class PatientProtocol(H11Protocol):
    """Closes a connection whose request does not come to its end of headers in time.

    Otherwise some hundred connections that say nothing would keep everybody else out.
    """

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next one."""
        super().on_response_complete()
        self._wait()

    def _wait(self) -> None:
        asyncio.get_running_loop().call_later(SECONDS, self._drop, self.cycle)

    def _drop(self, answered: Any) -> None:
        if self.cycle is answered and not self.transport.is_closing():
            self.transport.close()
