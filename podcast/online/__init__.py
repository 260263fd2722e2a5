"""What everything that asks an online service shares: pacing, retries, proxies, secrecy of keys."""
