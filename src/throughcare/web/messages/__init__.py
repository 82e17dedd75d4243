"""What goes to the people themselves: what was agreed, what was sent, and what somebody must see to."""
