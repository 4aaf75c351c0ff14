"""Questions that educators bring from other products and take to them: files in, as batches, and files out."""
