"""Lanes laid out and drawn, without a graph engine. Law: no text covers another, no arrow crosses a text.

Each arrow goes straight up or down in its column, on a track that it shares only with arrows it does not meet.
A card's words keep clear of the tracks that pass it; an arrow's words stand in the gap between two lanes.
"""
