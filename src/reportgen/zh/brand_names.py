"""How names of companies, products and terms are written in Latin letters."""

from reportgen.model.pattern import pattern

_NAMES = """
OpenAI ChatGPT GPT GitHub GitLab YouTube LinkedIn PayPal TikTok WeChat WhatsApp DeepSeek DeepMind
ByteDance CoreWeave Microsoft Google Amazon Facebook Netflix Alibaba Tencent Huawei Xiaomi SpaceX
Starlink Anthropic Claude Gemini Perplexity Midjourney HuggingFace TensorFlow PyTorch JavaScript
TypeScript MySQL PostgreSQL SQLite MongoDB Redis Kubernetes Linux macOS iOS iPhone iPad Android
PowerPoint Excel BlackRock JPMorgan McKinsey AstraZeneca BioNTech Qualcomm Broadcom Samsung
GPU CPU TPU NPU HBM DRAM IPO CEO CFO CTO SaaS PaaS IaaS API SDK ESG ROE ROA EBITDA GDP CPI PPI
"""
_ALSO = {
    "wifi": "Wi-Fi",
    "inflectionai": "Inflection AI",
    "stabilityai": "Stability AI",
    "scaleai": "Scale AI",
    "mistralai": "Mistral AI",
    "googlecloud": "Google Cloud",
    "goldmansachs": "Goldman Sachs",
    "morganstanley": "Morgan Stanley",
    "huggingface": "Hugging Face",
}
_RIGHT = {"wi-fi", "WiFi", "Hugging Face", "HUAWEI", "SAMSUNG", "IOS"}
BRANDS = {name.lower(): name for name in _NAMES.split()} | _ALSO
_WORD = pattern(
    r"(?<![A-Za-z0-9_./@\\#:-])[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)?(?![A-Za-z0-9_/@\\]|[.-][A-Za-z])"
)
_SIZE = pattern(r"(?P<name>GPT-[0-9])(?P<size>[0-9]{2,4}B)")
"""GPT-3175B is GPT-3 with 175 billion parameters."""


def misspelt(text: str) -> list[tuple[int, int, str]]:
    """Return where ``text`` writes a name otherwise than its owner does, and how he does."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        right = BRANDS.get(word.lower())
        if right is not None and word not in (right, *_RIGHT):
            found.append((match.start(), match.end(), right))
        elif "B" in word and (size := _SIZE.fullmatch(word)):
            found.append((match.start(), match.end(), f"{size['name']} {size['size']}"))
    return found
