"""The statistics and the protection, attacked and compared with kept libraries."""
