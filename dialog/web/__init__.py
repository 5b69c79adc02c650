"""How we draw and guard: rules above views, htmx, macros, headers, errors, downloads.

Knows no stage. Every room's routes use it; nothing here imports a room that holds data.
"""
