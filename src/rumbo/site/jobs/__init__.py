"""How far is the long work that somebody asked for?"""
