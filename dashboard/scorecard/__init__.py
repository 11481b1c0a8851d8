"""The Scorecard: units or countries by indicators, from released rows; the viewer's own unit exact beside them."""
