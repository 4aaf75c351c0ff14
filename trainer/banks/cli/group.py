from flask.cli import AppGroup

banks = AppGroup("banks", help="Question banks: draft from a text, check the files, publish what changed.")
