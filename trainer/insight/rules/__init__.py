"""What answers say about items and forms. Columns of numbers in, numbers and sentences out; numpy does the counting."""
