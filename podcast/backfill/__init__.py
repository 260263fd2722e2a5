"""Backfill: years of posts and many shows are voiced in one queue, on one machine or on many."""
