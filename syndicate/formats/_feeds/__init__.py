"""What the three formats of feeds know together: how a feed is written, and how anybody's is read."""
