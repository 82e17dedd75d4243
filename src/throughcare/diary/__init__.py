"""Slots with numbered places, and the bookings that hold them."""
