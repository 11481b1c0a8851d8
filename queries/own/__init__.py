"""The own-unit lane at full width: any variable, any dates, exact, live, for units in the viewer's scope only."""
