"""The team's desk: the one place that sees all stages. Also the journal's and the outbox's pages."""
