"""What pages that need nothing but themselves are made of: small pictures, and texts that name regions."""
