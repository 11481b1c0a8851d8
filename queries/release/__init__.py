"""The shared lane: building, storing and answering from frozen, protected releases."""
