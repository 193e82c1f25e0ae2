"""Twenty articles that try to break out of a page, a table or a file name. All were written for the kit."""

# What a page must never do: each attack that runs sets this name in the window of the page.
FLAG = "hostileTextWasExecuted"
_RUN = f"window.{FLAG}=1"

TEXTS = {
    "script": f"The mob left.\n\n<script>{_RUN}</script> <SCRIPT src=https://example.org/x.js></SCRIPT>",
    "end-of-script": f"</script></style></title></textarea><script>{_RUN}</script> The mob said “</script>” twice.",
    "handlers": f'<img src=x onerror="{_RUN}"> <b onmouseover=\'{_RUN}\'>mob</b> <body onload="{_RUN}">',
    "attribute": f'mob" onfocus="{_RUN}" autofocus tabindex="0" x=" \' onclick=\'{_RUN}\' regime',
    "svg": f'<svg onload="{_RUN}"><script>{_RUN}</script><a xlink:href="javascript:{_RUN}"><text>mob</text></a></svg>',
    "mathml": f'<math href="javascript:{_RUN}">mob</math><math><mtext></form><form><mglyph><style></math>'
    f"<img src onerror={_RUN}>",
    "css": "<style>*{display:none!important}body{background:url(https://example.org/a.png)}</style> mob "
    '<p style="position:fixed;inset:0;background:red">@import "https://example.org/b.css";</p>',
    "frames": f'<iframe srcdoc="<script>parent.{FLAG}=1</script>"></iframe><object data="javascript:{_RUN}"></object>'
    '<embed src="https://example.org/x.swf"> mob <meta http-equiv="refresh" content="0;url=https://example.org/">',
    "links": f'<a href="javascript:{_RUN}">mob</a> <a href="data:text/html,<script>{_RUN}</script>">regime</a> '
    '<base href="https://example.org/"><link rel=stylesheet href="https://example.org/c.css">',
    "entities": "&lt;script&gt; &amp;amp; &#60;b&#62; &NotOne; &nbsp mob &#0; &#x110000; <!-- --> <![CDATA[ ]]> ]]>",
    "right-to-left": "\u202eThe mob left.\u202c \u2067angry\u2069 "
    "\u0645\u0631\u062d\u0628\u0627 said: \u201c\u05e9\u05dc\u05d5\u05dd mob\u201d",
    "zero-width": "an\u200bgry mo\u200db \ufeffregime\u00ad so\u2060-called \u180emob\U000e0041\U000e007f",
    "controls": "\x01\x02mob\x0b\x0c\x1b[31mred\x1b[0m\x7f\x85\x9b regime\x1f",
    "combining": "m\u0301\u0302\u0303\u0304"
    + "o\u0336" * 400
    + "b "
    + "\u0e01"
    + "\u0e49" * 500
    + " mob 👩‍👩‍👧 \U0010ffff",
    "one-word": "A" * 1_000_000,
    "many-lines": "mob\n" * 3_000,
    "markdown": f"# mob\n\n[mob](javascript:{_RUN}) ![x](https://example.org/d.png) `mob` **mob**\n\n"
    "| a | b |\n|---|---|\n"
    "```\nmob\n```\n<details open><summary>mob</summary>",
    "latex": r"\input{/etc/passwd} \write18{rm -rf x} $\mathbb{mob}$ \end{document} mob % _ ^ ~ # & { } \\ [mob]",
    "formulas": '=HYPERLINK("https://example.org/","mob")\n\n+mob\n\n-mob\n\n@SUM(1+1)*cmd|\' /C calc\'!A0',
    "template": "${mob} {{7*7}} {% mob %} <%= mob %> $title $$ \\1 \\g<0> %s %(mob)s {0} {mob!r}",
}

TITLES = {
    "script": f"</title><script>{_RUN}</script>",
    "handlers": f'"><img src=x onerror="{_RUN}">',
    "svg": "../../../etc/passwd",
    "css": "CON",
    "links": 'a/b\\c:d*e?f"g<h>i|j',
    "right-to-left": "\u202egnp.exe",
    "controls": "line\none\ttwo\x00three",
    "markdown": "# *title* [x](y)",
    "latex": r"\title{$x$} 100 % & more_",
    "formulas": "=1+1",
    "one-word": "T" * 3_000,
    "template": "$body ${script} %s {0}",
}
