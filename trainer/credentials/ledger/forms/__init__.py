"""What a director types in; each form hands over the values that its action takes."""
