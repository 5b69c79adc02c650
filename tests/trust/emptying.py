"""Empties the outbox in a process of its own, and again in another when that one has been killed.

Says the number of each process as it begins. Ends when one has come to its end by itself.
"""

from __future__ import annotations

import os
import sys

from dialog import create_app
from dialog.mail.sending import send_waiting


def main() -> None:
    app = create_app()
    done = False
    while not done:
        child = os.fork()
        if child == 0:
            with app.app_context():
                send_waiting(1000)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        done = os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    main()
