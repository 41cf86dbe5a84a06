"""Lines of the next plan from a score sheet, with what an earlier plan said of the same criteria."""
