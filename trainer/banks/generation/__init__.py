"""Item models: questions generated from a stem with variables and tables of rows, and proven before they are live."""
