"""What holds for every plan, whatever the order."""
