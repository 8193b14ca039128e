"""What the commands in script/ share. Python standard library only."""
