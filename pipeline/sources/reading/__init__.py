"""Reading: what the readers of all networks share."""
