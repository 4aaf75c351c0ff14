"""Short quizzes on what changed, for those who were certified before it did."""
