"""The best and the worst of several ranks, as both engines say it."""

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class least(FunctionElement):  # it reads as the function that it is
    """The worst of several ranks; the engines call it by different names."""

    type = Integer()
    inherit_cache = True


class greatest(FunctionElement):
    """The best of several ranks."""

    type = Integer()
    inherit_cache = True


@compiles(least)
def _least(element, compiler, **details):
    return f"{'min' if compiler.dialect.name == 'sqlite' else 'least'}({compiler.process(element.clauses, **details)})"


@compiles(greatest)
def _greatest(element, compiler, **details):
    name = "max" if compiler.dialect.name == "sqlite" else "greatest"
    return f"{name}({compiler.process(element.clauses, **details)})"
