"""Next year's plan from this year's: what carries over, what moves on, what is stale."""
