"""The rules, one in each module, named after its code; found by :mod:`syndicate.check.registry`."""
