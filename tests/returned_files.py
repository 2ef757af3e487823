"""Word files as readers send them back: edited by hand, saved by another program."""

import io
import subprocess
import zipfile

BODY, NOTES = "word/document.xml", "word/footnotes.xml"
_WHO = 'w:author="王经理" w:date="2025-01-02T00:00:00Z"'


def edited(data, *changes, part=BODY):
    """Return the file with each (old, new) of ``changes`` made once in the XML of ``part``."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for entry in package.infolist():
            body = package.read(entry)
            if entry.filename == part:
                text = body.decode()
                for old, new in changes:
                    assert old in text, f"{old} is not in {part}"
                    text = text.replace(old, new, 1)
                body = text.encode()
            out.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def without(data, ending):
    """Return the file without the parts whose names end so."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for entry in package.infolist():
            if not entry.filename.endswith(ending):
                out.writestr(entry, package.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tracked(old, new):
    """Return the change of a run that says just ``old``, as Word tracks it."""
    gone = f'<w:del w:id="9001" {_WHO}><w:r><w:delText>{old}</w:delText></w:r></w:del>'
    came = f'<w:ins w:id="9002" {_WHO}><w:r><w:t>{new}</w:t></w:r></w:ins>'
    return f"<w:r><w:t>{old}</w:t></w:r>", gone + came


def saved_by_libreoffice(path, folder, tool):
    """Return the path of ``path`` as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = folder / "saved"
    command = [tool("soffice"), "--headless", "--norestore", profile, "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(target), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=200)
    made = target / f"{path.stem}.docx"
    assert made.is_file(), "LibreOffice ends without a word when it cannot read a file"
    return made
