"""How does a report leave the house: preview, two signatures, number, publication?"""
