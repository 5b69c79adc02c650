"""Every page in every state, read by axe: `make axe`. Minutes, so it is no part of `make test`."""
