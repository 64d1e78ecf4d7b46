"""The handbooks: their pictures, the sheet that is printed, and the pages that are searched."""
