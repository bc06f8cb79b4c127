"""What Threadbound costs beside other tools: `nox -s bench`; docs/performance.md has the results."""
