"""Work that runs by timetable: each item on one worker at a time, tried again when it fails."""
