"""The Overview: how the viewer's own unit is doing, beside its country and the Nordic release."""
