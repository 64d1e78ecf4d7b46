"""What the screens are made of; each thing once. They paint themselves: no style sheets."""
