"""Assets: files inside a tar.gz, read in any order without unpacking it. The door: `tarball.opened`."""
