"""The Benchmark page in depth: the funnel, and the comparison for the same case mix."""
