"""What all online voices share: pace, proxies, faults, and keys that nobody may see."""
