"""Unrolling: captures become threads, merged, chained, named, dated, and told what they lack."""
