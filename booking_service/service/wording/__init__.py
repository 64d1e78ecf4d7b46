"""What the service itself says to residents, in mails and on the status page: catalogues, days."""
