"""What the product costs in time and bytes, each figure beside a floor measured in the same run."""
