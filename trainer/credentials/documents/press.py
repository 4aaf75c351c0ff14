"""Sets one paper and ends. Typst remembers all it ever set: for a long table that is too much to keep in a web process.

Run as a file of its own, so that it starts in a blink: what it takes comes in as JSON, the PDF goes out.
"""

import json
import sys

from typst import Compiler, Fonts, TypstError


def main() -> int:
    job = json.load(sys.stdin)
    fonts = Fonts(include_system_fonts=False, font_paths=job["fonts"])
    try:
        made = Compiler(root=job["root"], font_paths=fonts, ignore_system_fonts=True).compile(
            job["paper"],
            format="pdf",
            sys_inputs={"values": job["values"]},
            pdf_standards=["ua-1"],
            timestamp=job["timestamp"],
        )
    except TypstError as problem:
        sys.stderr.write(problem.message)
        return 1
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
