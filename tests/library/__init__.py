"""What earlier runs published, kept and gone on from."""
