"""The plain way to cut texts and match lists: one text, one character, one word at a time.

It is what `helpers.text.forms` and `helpers.lexicon.patterns` must agree with, written so that a reader can check it
against the rules in their docstrings. It is slow and nothing in the kit uses it.
"""

import unicodedata

from helpers.text.forms import (
    ABBREVIATIONS,
    CLOSERS,
    DATES,
    JOINERS,
    LETTER_JOINERS,
    NUMBER_JOINERS,
    NUMBERED,
    STARTERS,
    TERMINAL,
    TITLES,
)


def forms_of(text):
    """[(start, end, form)], the empty opening form first."""
    kind = []
    for character in text:
        category = unicodedata.category(character)
        kind.append(
            "word" if character.isalnum() else "hidden" if category == "Cf" else "mark" if category[0] == "M" else "no"
        )
    i = 0
    while i < len(text):
        if kind[i] in ("hidden", "mark"):
            j = i
            while j < len(text) and kind[j] in ("hidden", "mark"):
                j += 1
            inside = i > 0 and kind[i - 1] == "word" and (kind[i] == "mark" or (j < len(text) and kind[j] == "word"))
            kind[i:j] = ["word" if inside else "no"] * (j - i)
            i = j
        else:
            i += 1
    found, i = [(0, 0, "")], 0
    while i < len(text):
        if kind[i] == "word":
            j = i
            while j < len(text) and kind[j] == "word":
                j += 1
            found.append((i, j, "".join(c for c in text[i:j] if unicodedata.category(c) != "Cf")))
            i = j
        else:
            i += 1
    return found


def gaps_of(text, forms):
    return [text[end:start] for (_, end, _), start in zip(forms, [f[0] for f in forms[1:]] + [len(text)], strict=True)]


def letter(form):
    return len(form) == 1 and form.isalpha()


def joined(forms, gaps):
    glued = [False] * len(forms)
    for i in range(2, len(forms)):
        before, form, gap = forms[i - 1][2], forms[i][2], gaps[i - 1]
        glued[i] = (
            gap in JOINERS
            or (gap in LETTER_JOINERS and letter(before) and letter(form))
            or (gap in NUMBER_JOINERS and before[:1].isdigit() and form[:1].isdigit())
            or (gap in (".'", ".’") and letter(before))
        )
    return glued


def sentence_mark(gap):
    """A run of closing marks, then closing quotation marks and brackets, then white space."""
    for i, character in enumerate(gap):
        if character in TERMINAL:
            j = i
            while j < len(gap) and gap[j] in TERMINAL:
                j += 1
            while j < len(gap) and gap[j] in CLOSERS:
                j += 1
            if j < len(gap) and gap[j].isspace():
                return True
    return False


def line_closed(gap):
    """A closing mark or colon, closing quotation marks and brackets, white space up to a line break."""
    for i, character in enumerate(gap):
        if character in TERMINAL + ":":
            j = i + 1
            while j < len(gap) and gap[j] in CLOSERS:
                j += 1
            k = j
            while k < len(gap) and gap[k].isspace():
                if gap[k] == "\n":
                    return True
                k += 1
    return False


def blank_line(gap):
    """Two line breaks with nothing but white space between."""
    parts = gap.split("\n")
    return any(not middle.strip() for middle in parts[1:-1])


def paragraphs(forms, gaps):
    """For each form, whether it opens a paragraph."""
    has_blank = any(blank_line(gap) for gap in gaps[1:])
    opens = [True] + [False] * (len(forms) - 1)
    for i in range(2, len(forms)):
        gap, after = gaps[i - 1], forms[i][2]
        opens[i] = blank_line(gap) or line_closed(gap) or ("\n" in gap and not has_blank and not after[:1].islower())
    return opens


def sentences(forms, gaps):
    """For each form, whether it opens a sentence."""
    glued, opens = joined(forms, gaps), paragraphs(forms, gaps)
    for i in range(2, len(forms)):
        before, after, gap = forms[i - 1][2], forms[i][2], gaps[i - 1]
        if not sentence_mark(gap) or after[:1].islower():
            continue
        word = before.lower()
        dotted = len(before) == 1 and glued[i - 1] and gaps[i - 2] == "."
        clock = dotted and word == "m"
        starter = after.lower() in STARTERS and after[0].isupper()
        quoted = gap.rstrip()[-1:] in ("“", '"', "«", "„", "‘")
        held = (
            (word in TITLES and (before[0].isupper() or len(before) < 3))
            or (word in NUMBERED and after[:1].isdigit())
            or (len(before) == 1 and before.isupper() and before != "I" and not dotted and not starter)
            or (clock and after.lower() in DATES)
            or (
                ((word in ABBREVIATIONS and (before[0].isupper() or before == "etc")) or (dotted and not clock))
                and not starter
                and not quoted
            )
        )
        stop = gap[:1] == "." and gap[1:2] not in (".", "…")
        if not (held and stop):
            opens[i] = True
    return opens


def separator(gap):
    if gap in ("'", "’", "ʼ", "‘", "`", "´"):
        return "'"
    if len(gap) == 2 and gap[0] in "'’ʼ‘`´" and gap[1] == " ":
        return "' "
    between = gap.removeprefix(".")
    if between.isspace() and between.count("\n") < 2:
        return " "
    if between.strip() in ("-", "‐", "‑") and "\n" not in between:
        return " "
    if gap == "." or gap.strip(" ") in ("&", ",", "/", "_", "@"):
        return gap.strip(" ")
    return None


def steps(pattern):
    """[(separator before, folded word, whether any ending may follow)] of one written pattern."""
    forms = forms_of(pattern)
    gaps, out, between = gaps_of(pattern, forms), [], " "
    for (_, _, form), gap in list(zip(forms, gaps, strict=True))[1:]:
        out.append((between, folded(form), gap.startswith("*")))
        between = separator(gap.removeprefix("*"))
    return out


def folded(form):
    return unicodedata.normalize("NFC", form).casefold()


class List:
    """Patterns by their first word, to be tried one by one."""

    def __init__(self, entries):
        self.by_word, self.wild = {}, []
        seen = set()
        for column, listed in (("pattern", True), ("unless", False)):
            for row, cell in enumerate(entries[column]):
                for written in cell.split("|"):
                    if not written.strip():
                        continue
                    pattern = steps(written.strip())
                    if tuple(pattern) in seen:
                        continue
                    seen.add(tuple(pattern))
                    item = (pattern, written.strip(), row if listed else None)
                    if pattern[0][2]:
                        self.wild.append(item)
                    else:
                        self.by_word.setdefault(pattern[0][1], []).append(item)


def matches(text, patterns):
    """[(start, end, row of the entry)], the leftmost of overlapping ones, then the longest."""
    forms = forms_of(text)
    gaps = gaps_of(text, forms)
    breaks = sentences(forms, gaps)
    words = [folded(form) for _, _, form in forms]
    found, i = [], 1
    while i < len(forms):
        best = None
        for pattern, written, row in patterns.by_word.get(words[i], []) + patterns.wild:
            last = i + len(pattern) - 1
            if last >= len(forms):
                continue
            fits = all(
                (words[i + k].startswith(word) if wild else words[i + k] == word)
                and (k == 0 or (separator(gaps[i + k - 1]) == between and not breaks[i + k]))
                for k, (between, word, wild) in enumerate(pattern)
            )
            rank = (last, -written.count("*"), len(written))
            if fits and (best is None or rank > best[0]):
                best = (rank, last, row)
        if best is None:
            i += 1
            continue
        if best[2] is not None:
            found.append((forms[i][0], forms[best[1]][1], best[2]))
        i = best[1] + 1
    return found
