"""What is wrong with a plan: rules on the frozen plan, each finding with its cell, its words and its cure."""
