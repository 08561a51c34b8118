#!/usr/bin/env python3
"""Opens the page of `lakectl report` in a headless Chromium: page.py LAKECTL CHROMIUM [FOLDER for the pictures].

A small lake is made; its page must show every section, ask nobody for anything, complain of nothing, fit a phone without
scrolling sideways, differ between light and dark, and print.
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SETUP = """
bucket create page-raw --zone raw
bucket create page-results
db create sales --description orders<script>alert(1)</script>
table create sales.orders --format csv --location s3://page-raw/orders/ --columns id_int,_amount_double --partitioned-by day_string
table create sales.customers_of_every_country_with_a_long_name --format parquet --location s3://page-raw/customers/with/a/very/long/place/that/does/not/fit/on/a/phone/ --columns id_int
grant SELECT --on sales.orders --to role/analyst
crawler create nightly --database sales --target s3://page-raw/orders/ --role role/crawler
alarm create late --namespace N --metric M --threshold 1 --statistic Sum
"""


def fail(text):
    sys.exit(f"page: {text}")


def pixels(path):
    """Width, height and the rows of a PNG of 8 bits a channel, without filters."""
    with open(path, "rb") as file:
        data = file.read()
    at, body = 8, b""
    width = height = channels = 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, _, color = struct.unpack(">IIBB", chunk[:10])
            channels = {0: 1, 2: 3, 4: 2, 6: 4}[color]
        elif kind == b"IDAT":
            body += chunk
        at += length + 12
    raw, stride, rows, last = zlib.decompress(body), width * channels, [], bytes(width * channels)
    for row in range(height):
        start = row * (stride + 1)
        how, line = raw[start], bytearray(raw[start + 1:start + 1 + stride])
        for index in range(stride):
            left = line[index - channels] if index >= channels else 0
            up, corner = last[index], last[index - channels] if index >= channels else 0
            if how == 1:
                line[index] = (line[index] + left) & 255
            elif how == 2:
                line[index] = (line[index] + up) & 255
            elif how == 3:
                line[index] = (line[index] + (left + up) // 2) & 255
            elif how == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                line[index] = (line[index] + near[2]) & 255
        last = bytes(line)
        rows.append(last)
    return width, height, channels, rows


def main():
    lakectl, chromium = sys.argv[1:3]
    root = tempfile.mkdtemp(prefix="lakectl-page-")
    kept = sys.argv[3] if len(sys.argv) > 3 else root
    try:
        check(lakectl, chromium, root, kept)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def check(lakectl, chromium, root, kept):
    environment = {"PATH": os.environ["PATH"], "HOME": root, "LANG": "C.UTF-8", "LAKE_LOCAL": os.path.join(root, "lake")}
    for line in SETUP.strip().splitlines():
        words = line.split(" ")
        if "--columns" in words or "--partitioned-by" in words:
            for flag in ("--columns", "--partitioned-by"):
                if flag in words:
                    place = words.index(flag) + 1
                    words[place] = words[place].replace(",_", ", ").replace("_", " ")
        subprocess.run([lakectl, "-q", *words], env=environment, cwd=root, check=True, stdout=subprocess.DEVNULL)
    page = os.path.join(root, "lake.html")
    subprocess.run([lakectl, "-q", "report", "--to", page], env=environment, cwd=root, check=True, stdout=subprocess.DEVNULL)

    def browse(name, *flags):
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--v=0",
            f"--user-data-dir={os.path.join(root, 'profile-' + name)}", *flags, "file://" + page,
        ]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=120)
        told = done.stderr.decode(errors="replace")
        complaints = [line for line in told.splitlines() if ":CONSOLE" in line]
        if done.returncode != 0 or complaints:
            fail(f"{name}: exit {done.returncode}: {complaints or told[-800:]}")
        return done.stdout.decode(errors="replace")

    tree = browse("tree", "--dump-dom")
    for section in ("findings", "zones", "tables", "schemas", "lineage", "access", "alarms", "costs"):
        if f'<h2 id="{section}">' not in tree:
            fail(f"the section {section} is not on the page")
    if "sales.orders" not in tree or re.search(r"<script", tree):
        fail("the page lacks a table, or a name became a script")
    pictures = {}
    for name, size, flags in (
        ("desk", (1280, 1600), ()),
        ("dark", (1280, 1600), ("--blink-settings=preferredColorScheme=0",)),
        ("phone", (500, 2400), ()),
    ):
        path = os.path.join(kept, f"{name}.png")
        browse(name, f"--window-size={size[0]},{size[1]}", f"--screenshot={path}", *flags)
        pictures[name] = pixels(path)
    for name, (width, height, channels, rows) in pictures.items():
        colors = {rows[row][column * channels:column * channels + 3] for row in range(0, height, 7) for column in range(0, width, 5)}
        if len(colors) < 5:
            fail(f"{name}: nothing is drawn")
    corner = {name: picture[3][2][:3] for name, picture in pictures.items()}
    if sum(corner["desk"]) < 3 * 200:
        fail(f"the light page is dark: {tuple(corner['desk'])}")
    if sum(corner["dark"]) > 3 * 80:
        fail(f"the dark page is light: {tuple(corner['dark'])}")
    # What does not fit scrolls within its own box: the margin at the right stays empty.
    width, height, channels, rows = pictures["phone"]
    margin = {bytes(row[(width - 4) * channels:(width - 4) * channels + 3]) for row in rows}
    if len(margin) > 1:
        fail("on a phone something is wider than the page")
    paper = os.path.join(kept, "lake.pdf")
    browse("paper", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    if os.path.getsize(paper) < 10_000:
        fail("nothing is printed")
    print("page: all sections in light, dark, on a phone and on paper")


main()
