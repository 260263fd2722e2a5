"""What all online voices share: pacing, proxies, faults, and the secrecy of keys."""
