"""The page behind the QR code of a receipt."""
