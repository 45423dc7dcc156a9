"""What crossed the border: readers of customs files, quarantine, the lake and its versions, the simulator."""
