"""What goes to the people themselves: how the reminders of the record are worded, and whether they went."""
