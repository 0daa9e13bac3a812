"""The cases: opened, worked, paused and ended, with their clocks and who hears of them."""
