"""What is drawn, each with its words: the journey map, clocks, loads. Pure: numbers in, shapes out."""
