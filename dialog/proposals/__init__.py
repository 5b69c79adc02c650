"""From themes to proposals, each with its evidence for and against attached."""
