"""Whether a text looks like English: said of texts in other languages, and not of English ones."""

import gzip
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import article, explore
from helpers.text import languages

# Written for this test: the same little news item in other languages.
TEXTS = {
    "German": (
        "Am Mittwoch standen etwa dreihundert Menschen vor dem Rathaus und warteten auf den Beschluss des "
        "Rates. Was in der Halle geschah, war draußen nicht zu hören. „Wir gehen erst, wenn die Fähre "
        "bleibt“, sagte eine Lehrerin, die mit ihrer Tochter gekommen war. Die Polizei nahm zwei Männer mit "
        "und ließ sie am Abend wieder frei. Her kam an diesem Tag fast niemand mehr."
    ),
    "Dutch": (
        "Woensdag stonden ongeveer driehonderd mensen voor het stadhuis te wachten op het besluit van de "
        "raad. Wat er in de zaal gebeurde was buiten niet te horen. Of de pont blijft varen is nog niet "
        "bekend. We gaan pas weg als we antwoord hebben, zei een lerares die met haar dochter was gekomen. "
        "De politie nam twee mannen mee en liet hen in de avond weer vrij, had een agent verteld."
    ),
    "French": (
        "Mercredi, environ trois cents personnes attendaient devant la mairie la décision du conseil. On ne "
        "pouvait pas entendre dehors ce qui se disait dans la salle. Nous ne partirons pas avant que le bac "
        "soit sauvé, a dit une institutrice venue avec sa fille. La police a emmené deux hommes et les a "
        "laissés partir le soir même, selon un agent qui était sur la place."
    ),
    "Spanish": (
        "El miércoles unas trescientas personas esperaban delante del ayuntamiento la decisión del consejo. "
        "Desde fuera no se podía oír lo que pasaba en la sala. No nos iremos hasta que el barco se quede, "
        "dijo una maestra que había venido con su hija. La policía se llevó a dos hombres y los dejó libres "
        "por la noche, según contó un agente que estaba en la plaza."
    ),
    "Italian": (
        "Mercoledì circa trecento persone aspettavano davanti al municipio la decisione del consiglio. Da "
        "fuori non si sentiva quello che accadeva in sala. Non ce ne andremo finché il traghetto non sarà "
        "salvo, ha detto una maestra venuta con la figlia. La polizia ha portato via due uomini e li ha "
        "lasciati andare in serata, ha raccontato un agente che era in piazza."
    ),
    "Portuguese": (
        "Na quarta-feira cerca de trezentas pessoas esperavam diante da câmara a decisão do conselho. De "
        "fora não se ouvia o que acontecia na sala. Não vamos embora enquanto o barco não ficar, disse uma "
        "professora que tinha vindo com a filha. A polícia levou dois homens e soltou os dois à noite, "
        "contou um agente que estava na praça por causa do protesto."
    ),
    "Swedish": (
        "På onsdagen stod omkring trehundra människor framför rådhuset och väntade på rådets beslut. "
        "Utanför hördes inte vad som hände i salen. Vi går inte förrän färjan får vara kvar, sade en lärare "
        "som hade kommit med sin dotter. Polisen tog med sig två män och släppte dem på kvällen, berättade "
        "en polis som var på torget för att hålla ordning under hela dagen."
    ),
    "Danish": (
        "Onsdag stod omkring tre hundrede mennesker foran rådhuset og ventede på rådets beslutning. Udenfor "
        "kunne man ikke høre, hvad der skete i salen. Vi går ikke, før færgen får lov at blive, sagde en "
        "lærer, som var kommet med sin datter. Politiet tog to mænd med og lod dem gå igen om aftenen, "
        "fortalte en betjent, der for en tid var på torvet den dag."
    ),
    "Polish": (
        "W środę około trzystu osób czekało przed ratuszem na decyzję rady. Na zewnątrz nie było słychać, "
        "co dzieje się na sali. Nie odejdziemy, dopóki prom nie zostanie uratowany, powiedziała "
        "nauczycielka, która przyszła z córką. Policja zabrała dwóch mężczyzn i wieczorem ich wypuściła, "
        "jak opowiadał funkcjonariusz, który stał na placu przez cały dzień razem z kolegami."
    ),
    "Turkish": (
        "Çarşamba günü yaklaşık üç yüz kişi belediyenin önünde meclisin kararını bekledi. Salonda olanlar "
        "dışarıdan duyulmuyordu. Vapur kalana kadar gitmeyeceğiz, dedi kızıyla birlikte gelen bir öğretmen. "
        "Polis iki adamı götürdü ve akşam serbest bıraktı, diye anlattı meydanda duran bir memur. Bütün gün "
        "boyunca meydanda herkes sakin kaldı ve kimse yaralanmadı, dükkanlar da açıktı."
    ),
    "Arabic": (
        "انتظر نحو ثلاثمئة شخص يوم الأربعاء أمام مبنى البلدية قرار المجلس. لم يكن أحد في الخارج يسمع ما "
        "يجري في القاعة. قالت معلمة جاءت مع ابنتها إنهم لن يذهبوا قبل أن تبقى العبارة. أخذت الشرطة رجلين "
        "وأطلقت سراحهما في المساء كما روى شرطي كان في الساحة طوال النهار مع زملائه."
    ),
    "Russian": (
        "В среду около трёхсот человек ждали перед ратушей решения совета. Снаружи не было слышно, что "
        "происходит в зале. Мы не уйдём, пока паром не оставят, сказала учительница, которая пришла с "
        "дочерью. Полиция увела двух мужчин и вечером их отпустила, рассказал сотрудник, который весь день "
        "стоял на площади вместе со своими товарищами."
    ),
    "Greek": (
        "Την Τετάρτη περίπου τριακόσιοι άνθρωποι περίμεναν μπροστά στο δημαρχείο την απόφαση του "
        "συμβουλίου. Έξω δεν ακουγόταν τι γινόταν μέσα στην αίθουσα. Δεν θα φύγουμε αν δεν μείνει το πλοίο, "
        "είπε μια δασκάλα που είχε έρθει με την κόρη της. Η αστυνομία πήρε δύο άντρες και τους άφησε το "
        "βράδυ."
    ),
    "Chinese": (
        "星期三大约三百人在市政厅前等候议会的决定。外面听不到大厅里发生了什么。一位带着女儿来的老师说，渡轮不保住，我们就不走。警"
        "察带走了两名男子，晚上又放了他们。广场上的一名警官这样说。"
    ),
    "Afrikaans": (
        "Woensdag het omtrent driehonderd mense voor die stadsaal gewag op die besluit van die raad. Wat in "
        "die saal gebeur het, was buite nie te hoor nie. Ons gaan nie weg voordat die veerboot bly nie, het "
        "’n onderwyser gesê wat met haar dogter gekom het. Die polisie het twee mans saamgeneem en hulle in "
        "die aand weer laat gaan, en by die plein was alles stil."
    ),
    "Norwegian": (
        "Onsdag sto omtrent tre hundre mennesker foran rådhuset og ventet på rådets beslutning. Utenfor "
        "kunne man ikke høre hva som skjedde i salen. Vi går ikke før fergen får bli, sa en lærer som hadde "
        "kommet med datteren sin. Politiet tok med seg to menn og lot dem gå om kvelden, fortalte en "
        "betjent som sto på torget for å holde orden hele dagen."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_another_language_is_said_to_be_none_in_english(language):
    given = article.from_text(TEXTS[language], title="Probe")
    found = languages.not_english(given)
    assert found["article_id"].tolist() == ["probe"] and found["value"].max() < 0.04 < languages.LEAST_SHARE
    assert languages.warnings(given)[0].startswith("'Probe' does not look like English: ")


def test_english_texts_and_short_ones_are_not_doubted():
    everything = pd.concat([article.read("lapd-ice-raid"), article.read(article.DATA / "classroom")])
    assert languages.not_english(everything).empty
    assert languages.not_english(article.from_text("Berlin, Hamburg, Köln und Bremen.")).empty
    assert languages.not_english(pd.DataFrame({"article_id": ["a"], "text": [""]})).empty


def test_the_reader_says_so_and_still_reads():
    reader = explore.article(article.from_text(TEXTS["German"]))
    assert "does not look like English" in reader.pane.html and "ww-error" not in reader.pane.html
    assert "does not look like English" in reader.static().body
    assert "look like English" not in explore.article(article.read("lapd-ice-raid")).pane.html


def test_the_report_says_so(tmp_path):
    from helpers import share

    text = article.from_text(TEXTS["Spanish"], title="<b>Tarde</b>")
    page = share.report(text, tmp_path / "report", pdf=False).read_text(encoding="utf-8")
    assert "&#x27;&lt;b&gt;Tarde&lt;/b&gt;&#x27; does not look like English" in page


@pytest.mark.skipif(
    "WHOSE_WORDS_CORPUS" not in os.environ, reason="WHOSE_WORDS_CORPUS names no folder of news articles"
)
def test_hardly_any_english_news_article_is_doubted():
    path = Path(os.environ["WHOSE_WORDS_CORPUS"]) / "news.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    given = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts})
    assert len(languages.not_english(given)) <= len(given) / 1000
