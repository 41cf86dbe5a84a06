"""A paper that somebody wrote in Word, as the cells of a plan workbook."""
