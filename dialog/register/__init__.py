"""The associations and municipal units of the place, and whom to write to.

The register is shared by the whole installation. Which party an organisation belongs to, and its
tags, lie on its participation in one process.
"""
