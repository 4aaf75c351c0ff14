"""What a badge says, and what its issuer says of itself. Plain values in, documents out."""
