"""Pages as SVG pictures whose words are text, for a window that shows them while they change."""

from reportgen.write_svg.pages import Drawn, Media, PagePicture, SvgPages, write_svg

__all__ = ["Drawn", "Media", "PagePicture", "SvgPages", "write_svg"]
