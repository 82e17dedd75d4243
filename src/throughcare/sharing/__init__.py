"""The only way anything leaves a team: what they would see, sending it, and the list of what was sent."""
