"""Assets: the bytes of a picture, wherever it lies: in a file, a zip or a tar.gz."""
