"""Resources: what the operators of one content stream name (ISO 32000-1, 7.8.3)."""

from reportgen.write_pdf.syntax import factor, reference


class Resources:
    """The document's fonts, and the XObjects and opacities that one stream uses."""

    def __init__(self, fonts: int) -> None:
        self._fonts = fonts
        self._objects: dict[str, int] = {}
        self._opacities: dict[str, float] = {}

    def xobject(self, number: int) -> str:
        """Return the name of the form or image with object ``number``."""
        name = f"X{number}"
        self._objects[name] = number
        return name

    def opacity(self, value: float) -> str:
        """Return the name of the graphics state that paints with opacity ``value``."""
        name = f"G{round(value * 1000)}"
        self._opacities[name] = value
        return name

    def entry(self) -> str:
        """Return the dictionary."""
        entries = f"/Font {reference(self._fonts)}"
        if self._objects:
            objects = "".join(f"/{name} {reference(n)}" for name, n in self._objects.items())
            entries += f"/XObject<<{objects}>>"
        if self._opacities:
            states = "".join(
                f"/{name}<</ca {factor(value)}/CA {factor(value)}>>"
                for name, value in self._opacities.items()
            )
            entries += f"/ExtGState<<{states}>>"
        return f"/Resources<<{entries}>>"
