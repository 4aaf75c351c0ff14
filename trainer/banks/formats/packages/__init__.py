"""Zips of questions: QTI packages, Common Cartridges, exports of Canvas and Blackboard."""
