"""What staff do on the glass: the readiness report, paper, receipts, writes, their own account."""
