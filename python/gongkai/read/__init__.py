"""Reading: files and frames of an office into checked ledgers, and finished reports into tables."""
