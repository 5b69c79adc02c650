"""What the product promises to those who trust it, each promise shown by a test."""
