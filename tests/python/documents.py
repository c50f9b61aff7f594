"""Makes the PDF and Word files of tests/reading. They are committed: run this only to change them.

    pip install reportlab pyphen pypdf python-docx; python3 tests/python/documents.py tests/reading

chromium is needed for the page that a browser prints.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from pypdf import PdfReader, PdfWriter
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Paragraph, Spacer

os.environ["SOURCE_DATE_EPOCH"] = "1930000000"
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/reading")
TITLE = "Water for Every Street: Four Recommendations to the Delta Cities"

# Kind, text. The same text is set in one and in two columns.
PAPER = [
    ("title", TITLE),
    ("plain", "Delta Water Forum, 12 May 2031"),
    ("text", "Three summers of drought have emptied the reservoirs above the delta, and the cities below them have answered with pumps, trucks and good wishes. This paper argues that they can do better at no greater cost. It rests on interviews with sixty engineers, on the accounts of eleven waterworks and on the measurements of the River Commission."),
    ("heading", "What went wrong"),
    ("text", "In most cities a third of the water is lost before it reaches a tap. Leaks are repaired when they become visible, and by then the ground around them has often been washed away. The waterworks know this, but their budgets are made for one year at a time, so that a long-term programme of renewal never begins. Nobody is responsible for the whole network: the mains belong to the province, the pumps to the cities and the meters to whoever installed them."),
    ("text", "Prices make matters worse. A family in the old town pays three times as much for a bucket as a bottling plant pays for a tank. The Commission has called this arrangement “an accident of history”, which is a polite way of saying that nobody ever decided it. Where meters were installed, in contrast, consumption fell by a fifth within two years, and the poorest households paid less than before."),
    ("heading", "Recommendations"),
    ("text", "The governments of the delta cities should take four steps before the next dry season."),
    ("item", "1. The Ministry of Public Works should publish the losses of each waterworks every quarter, so that citizens can see where their money goes."),
    ("item", "2. Cities must replace the oldest mains first. They should agree upon a common programme of ten years with the province, and the province should guarantee its financing."),
    ("item", "3. The Tariff Board should abolish the discount for bulk consumers and use the proceeds to"),
    ("sub", "(a) connect the settlements beyond the ring road;"),
    ("sub", "(b) install meters free of charge; and"),
    ("sub", "(c) repair the public fountains."),
    ("item", "4. The River Commission should be given the right to stop withdrawals when the level of the river falls below the mark that the treaty of 1987 has fixed."),
    ("heading", "How it can be paid for"),
    ("text", "None of this is free. We estimate that the programme costs forty million a year, which is less than the cities spend on water trucks in a single dry summer. Half of it could come from the abolished discounts, a quarter from the climate fund of the province and the rest from a small levy on bottled water. The levy should end after ten years. International lenders have shown interest, and the waterworks ought to negotiate with them together rather than one by one."),
    ("text", "We do not recommend to sell the waterworks. Where that was tried, as in the harbour towns of the north, prices rose and the leaks remained. A public company with a board that answers to the citizens is slower, but it is there when the rain is not. The cities should therefore keep what they have, and make it work."),
    ("heading", "What comes next"),
    ("text", "The Forum will report on progress every spring. It invites the newly elected councils to discuss these proposals in public hearings, and it asks the press to follow the money. A decision about the budget is due on 30 September 2031. If the councils let that date pass, another summer will be lost, and the trucks will be on the road again."),
]
NOTE = "1 The figures are those of the accounts for 2030, which the waterworks of Port Lorn have not published."
NOTE_2 = "2 See the treaty of 1987, article 4."


def styles(columns):
    size = 9.5 if columns == 2 else 11
    base = ParagraphStyle("text", fontName="Times-Roman", fontSize=size, leading=size * 1.22, alignment=TA_JUSTIFY, spaceAfter=size * 0.5, hyphenationLang="en_GB", embeddedHyphenation=1, uriWasteReduce=0.3)
    return {
        "title": ParagraphStyle("title", parent=base, fontName="Times-Bold", fontSize=20, leading=24, alignment=0, spaceAfter=8, hyphenationLang=""),
        "plain": ParagraphStyle("plain", parent=base, alignment=0, hyphenationLang=""),
        "heading": ParagraphStyle("heading", parent=base, fontName="Times-Bold", fontSize=size + 3, leading=size + 6, spaceBefore=6, spaceAfter=4, alignment=0, hyphenationLang=""),
        "text": base,
        "item": ParagraphStyle("item", parent=base, leftIndent=14, firstLineIndent=-14),
        "sub": ParagraphStyle("sub", parent=base, leftIndent=30, firstLineIndent=-16),
        "note": ParagraphStyle("note", parent=base, fontSize=7.5, leading=9),
    }


def paper(path, columns):
    look = styles(columns)
    width, height = A4
    # Small pages, so that a short paper has several.
    height = 150 * mm if columns == 1 else 120 * mm

    def furniture(page, document):
        page.setFont("Helvetica", 8)
        page.drawString(20 * mm, height - 9 * mm, "Delta Water Forum | Policy Brief No. 7")
        page.drawRightString(width - 20 * mm, 7 * mm, f"Page {document.page} of 9")
        if document.page == 1:
            note = Paragraph(NOTE, look["note"])
            note.wrap(width - 40 * mm, 50)
            note.drawOn(page, 20 * mm, 12 * mm)
            page.line(20 * mm, 17 * mm, 60 * mm, 17 * mm)
        if document.page == 2:
            note = Paragraph(NOTE_2, look["note"])
            note.wrap(width - 40 * mm, 50)
            note.drawOn(page, 20 * mm, 12 * mm)

    low, high = 20 * mm, height - 14 * mm
    if columns == 1:
        frames = [Frame(20 * mm, low, width - 40 * mm, high - low, id="one")]
        first = frames
    else:
        wide = (width - 48 * mm) / 2
        frames = [Frame(20 * mm, low, wide, high - low, 0, 0, 0, 0), Frame(28 * mm + wide, low, wide, high - low, 0, 0, 0, 0)]
        top = 24 * mm
        first = [Frame(20 * mm, high - top, width - 40 * mm, top, 0, 0, 0, 0), Frame(20 * mm, low, wide, high - low - top, 0, 0, 0, 0), Frame(28 * mm + wide, low, wide, high - low - top, 0, 0, 0, 0)]
    document = BaseDocTemplate(str(path), pagesize=(width, height), title=TITLE, author="Mira Tolland", invariant=1)
    document.addPageTemplates([PageTemplate("first", first, onPage=furniture), PageTemplate("next", frames, onPage=furniture)])
    flow = [NextPageTemplate("next")]
    for kind, text in PAPER:
        if "waterworks and on" in text:
            text = text.replace("eleven waterworks", "eleven waterworks<super size=6>1</super>")
        flow.append(Paragraph(text, look[kind]))
    document.build(flow)


def resolution(path):
    """Bold headings no larger than the text, indented paragraphs without space between, a page break inside a list."""
    page = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    page.setTitle("Microsoft Word - res_final_v3.doc")
    width, height = A4
    y = height - 30 * mm

    def line(text, x=25 * mm, bold=False, size=11, step=14):
        nonlocal y
        if y < 30 * mm:
            page.setFont("Times-Roman", 9)
            page.drawCentredString(width / 2, 12 * mm, str(page.getPageNumber()))
            page.showPage()
            y = height - 30 * mm
        page.setFont("Times-Bold" if bold else "Times-Roman", size)
        page.drawString(x, y, text)
        y -= step

    line("ASSEMBLY OF THE SEVEN ISLES", bold=True)
    line("Resolution 14 on school meals", bold=True)
    line("adopted on 3 June 2031", step=24)
    line("The Assembly,")
    line("     Alarmed that one child in six comes to school without having had break-")
    line("fast, and that the prices of fresh fruit have doubled since 2028,")
    line("     Recalling the School Meals Act, under which every island council has to")
    line("provide a warm meal a day,", step=24)
    for number, (first, rest) in enumerate(
        [
            ("Calls upon the island councils to serve a free breakfast in every primary", "school from 1 September 2031;"),
            ("Requests the Minister of Education to report on the state of school kit-", "chens by the end of the year;"),
            ("Urges the farmers' cooperatives to offer schools the prices that they offer", "to hotels;"),
        ],
        1,
    ):
        line(f"     {number}.   {first}")
        line(rest)
    for step in range(24):
        line(f"     {step + 4}.   Invites the council of island number {step + 1} to name a kitchen that others can", step=14)
        line("visit and learn from;")
    line("     28.   Decides to remain seized of the matter.")
    page.setFont("Times-Roman", 9)
    page.drawCentredString(width / 2, 12 * mm, str(page.getPageNumber()))
    page.save()


def scan(path):
    page = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    from PIL import Image

    with tempfile.NamedTemporaryFile(suffix=".png") as picture:
        Image.effect_noise((60, 80), 40).save(picture.name)
        page.drawImage(picture.name, 0, 0, *A4)
    page.save()


def encrypted(plain, path):
    writer = PdfWriter()
    for page in PdfReader(plain).pages[:1]:
        writer.add_page(page)
    writer.encrypt("ferry", algorithm="RC4-128")
    writer.write(path)


def printed(path):
    """A page as a browser prints it, in two columns with hyphens."""
    html = """<html lang="en"><meta charset="utf-8"><title>Letter on the night bus</title><style>@page { size: A5; margin: 15mm }
      body { font: 10pt serif; hyphens: auto; text-align: justify } h1 { font-size: 18pt; text-align: left } div { columns: 2 } </style>
      <h1>Letter on the night bus</h1><p>To the Transport Board of Velmora</p><div>
      <p>Dear members of the Board, the night bus on the harbour line is the only connection of four thousand shiftworkers
      to the hospital and the docks. We understand that its subsidies are under consideration.</p>
      <p>We ask you to keep the bus, and in particular to:</p><ol><li>maintain the departures at one and three o’clock;</li>
      <li>extend the line to the container terminal, whose employees have petitioned for it;</li><li>recognise season tickets of the
      ferry company.</li></ol><p>The Board should also publish the passenger numbers. An incomprehensible silence has surrounded them since the
      reorganisation of the timetable.</p><p>Yours sincerely, the Night Workers’ Network</p></div></html>"""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html)
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}", str(page)]
        subprocess.run(command, check=True, capture_output=True)


def circle(path):
    """A form that shows itself: who follows it never comes back."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    form = StreamObject()
    form.set_data(b"/F Do")
    corners = ArrayObject([FloatObject(number) for number in (0, 0, 300, 300)])
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): corners})
    form = writer._add_object(form)
    forms = DictionaryObject({NameObject("/F"): form})
    form.get_object()[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    face = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms, NameObject("/Font"): DictionaryObject({NameObject("/T"): face})})
    content = StreamObject()
    content.set_data(b"/F Do BT /T 12 Tf 20 200 Td (The port should close the slipway.) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(path)


def change(kind, run_text, deleted=False):
    mark = OxmlElement(f"w:{kind}")
    mark.set(qn("w:id"), "901")
    mark.set(qn("w:author"), "Jo Bell")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if deleted else "w:t")
    text.text = run_text
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    mark.append(run)
    return mark


def word(path):
    document = Document()
    document.core_properties.title = "Briefing on fishing quotas"
    document.core_properties.author = "Mira Tolland"
    import datetime

    document.core_properties.created = datetime.datetime(2031, 4, 2)
    document.core_properties.modified = datetime.datetime(2031, 4, 2)
    document.add_paragraph("Briefing on fishing quotas", style="Title")
    document.add_heading("Summary", 1)
    first = document.add_paragraph("Herring is back in the northern sea, but ")
    first._p.append(change("del", "all ", deleted=True))
    first._p.append(change("ins", "the smallest "))
    first.add_run("boats are not allowed to catch it. ")
    link = OxmlElement("w:hyperlink")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "Coastal Watch"
    run.append(text)
    link.append(run)
    first._p.append(link)
    first.add_run(" asks for new quotas.")
    document.add_heading("Recommendations", 1)
    document.add_paragraph("The Fisheries Council should:")
    document.add_paragraph("raise the quota for boats under ten metres;", style="List Number")
    document.add_paragraph("publish the catch of each harbour:", style="List Number")
    document.add_paragraph("by month;", style="List Bullet 2")
    document.add_paragraph("by species;", style="List Bullet 2")
    document.add_paragraph("stop the trade in quotas.", style="List Number")
    bold = document.add_paragraph()
    bold.add_run("A word on trawlers").bold = True
    document.add_paragraph("Trawlers must stay twelve miles away from the coast.")
    document.add_paragraph("The sea is not a field that can be sown again.", style="Intense Quote")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, [("Harbour", "2029", "2030"), ("Port Lorn", "410 t", "380 t"), ("Velmora", "95 t", "112 t")]):
        for cell, words in zip(row.cells, cells):
            cell.text = words
    document.add_paragraph("Signed:\nCoastal Watch\nFishers’ Guild of Lorn")
    document.save(path)


def word_numbered(path):
    """Lists as Word numbers them: 1.1, (a), i.; a list that goes on, one that begins anew; made by pandoc, with notes."""
    text = """---
title: Draft articles on seed exchange
author: Guild of Growers
---

# Article 1: Purpose

Farmers shall have the right to exchange seed.[^1] Parties should:

(a) register seed libraries free of charge;
(b) refrain from licensing village seed;
    i. for maize;
    ii. for rice;
(c) report every two years.[^2]

# Article 2: Funds

1. Each party should pay into the fund.
2. The Secretariat shall:

    - keep the accounts;
    - publish them.

3. The fund must not pay for patents.

> No seed without its farmer.

[^1]: As in the declaration of 2018.
[^2]: The first report is due in 2033.
"""
    subprocess.run(["pandoc", "-f", "markdown", "-t", "docx", "-o", str(path)], input=text.encode(), check=True)
    steady(path)


def steady(path):
    """Takes times out of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in sorted(archive.namelist())]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


paper(OUT / "pdf-one-column.pdf", 1)
paper(OUT / "pdf-two-columns.pdf", 2)
resolution(OUT / "pdf-resolution.pdf")
scan(OUT / "pdf-scan.pdf")
circle(OUT / "pdf-circle.pdf")
encrypted(OUT / "pdf-resolution.pdf", OUT / "pdf-encrypted.pdf")
printed(OUT / "pdf-printed.pdf")
whole = (OUT / "pdf-resolution.pdf").read_bytes()
(OUT / "pdf-broken.pdf").write_bytes(whole[: len(whole) // 3])
word(OUT / "word-briefing.docx")
steady(OUT / "word-briefing.docx")
word_numbered(OUT / "word-numbered.docx")
whole = (OUT / "word-briefing.docx").read_bytes()
(OUT / "word-broken.docx").write_bytes(whole[: len(whole) // 2])
with zipfile.ZipFile(OUT / "word-bomb.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    archive.writestr(zipfile.ZipInfo("word/document.xml"), b"<w:document>" + b" " * (49 << 20), zipfile.ZIP_DEFLATED)
