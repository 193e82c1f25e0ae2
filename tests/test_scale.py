"""Large sources: parted without loss, the same results whoever does the work, nothing lost when a process is killed."""

import gzip
import importlib.util
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import article, lexicon, metrics, scale, text, voices
from helpers.scale import partitions, processes, synthetic, workers
from helpers.scale.partitions import Fault

pytest.importorskip("pyarrow")
ROOT = pathlib.Path(__file__).parents[1]
KEYS = {
    "articles": ["article_id"],
    "counts": ["article_id", "chain"],
    "hits": ["article_id", "start"],
    "errors": ["place"],
}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return synthetic.write(tmp_path_factory.mktemp("source") / "made-up.jsonl", n=150)


def test_made_up_articles_leave_nothing_behind():
    code = "from helpers.scale import synthetic; path = synthetic.write(n=1); print(path, path.exists())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    path, there = done.stdout.rsplit(maxsplit=1)
    assert there == "True" and not pathlib.Path(path).parent.exists()


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of a dozen articles, so that a few articles make many parts."""
    monkeypatch.setattr(partitions, "PARTITION", 30_000)


def tables(out):
    return {table: scale.read(out, table) for table in workers.TABLES}


def assert_same(found, expected):
    for table in workers.TABLES:
        pd.testing.assert_frame_equal(found[table], expected[table])


@pytest.fixture(scope="module")
def whole(source, tmp_path_factory):
    """The results of a run in this process that nothing interrupts, in one part."""
    out = tmp_path_factory.mktemp("whole") / "out"
    scale.run(source, out, workers=1, progress=False)
    return tables(out)


def test_the_results_are_those_of_the_functions_for_a_table(source, whole):
    articles = article.read(source)
    found = voices.find(articles)
    hits = voices.attach(lexicon.match(articles, lexicon.read("loaded")), found)
    pd.testing.assert_frame_equal(whole["hits"], hits)
    assert whole["articles"].article_id.tolist() == articles.article_id.tolist()
    assert whole["articles"].n_words.tolist() == text.count_words(articles.text).tolist()
    assert metrics.share_of_voice(whole["counts"], by="kind").equals(metrics.share_of_voice(found, by="kind"))
    assert whole["counts"]["n"].sum() == len(hits) > 100
    assert whole["errors"].empty and whole["errors"].columns.tolist() == ["file", "place", "message"]


def test_rates_over_a_run_are_those_of_the_bootstrap(source, whole, tmp_path, small_parts):
    out = tmp_path / "out"
    parts = scale.run(source, out, workers=1, progress=False)
    assert len(parts) > 5
    rates = scale.rate_by_voice(out, by="kind").set_index("kind")
    articles = article.read(source)
    found = voices.find(articles)
    hits = voices.attach(lexicon.match(articles, lexicon.read("loaded")), found)
    expected = metrics.rate_by_voice(hits, voices.attach(text.words(articles), found), by="kind").set_index("kind")
    for kind, row in expected.iterrows():
        assert rates.loc[kind, ["n", "total", "value"]].tolist() == row[["n", "total", "value"]].tolist()
        assert rates.loc[kind, ["low", "high"]].to_numpy() == pytest.approx(
            row[["low", "high"]].to_numpy(float), rel=0.05
        )
    assert scale.rate_by_voice(out, by=["outlet", "kind"])["n"].sum() == len(hits)
    with pytest.raises(KeyError, match="no column 'mood'"):
        scale.rate_by_voice(out, by="mood")


def test_one_process_of_a_cluster_is_killed_and_nothing_is_lost(source, whole, tmp_path, small_parts):
    distributed = pytest.importorskip("distributed")
    out = tmp_path / "out"
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}
    with distributed.LocalCluster(**settings) as cluster, distributed.Client(cluster) as client:
        victim, killed = next(iter(client.run(os.getpid).values())), []

        def kill():
            while not list(out.glob("part-*")):
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        parts = scale.run(source, out, client=client, progress=False)
        killer.join(60)
        assert killed == [victim]
        assert len(parts) == json.loads((out / "manifest.json").read_text())["n_parts"] > 5
    assert_same(tables(out), whole)
    assert not list(out.glob(".part-*"))


def test_processes_keep_the_memory_they_work_with(monkeypatch):
    distributed = pytest.importorskip("distributed")
    # Dask's own value, which any cluster that was started before leaves behind: the work takes twice as long with it.
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")
    with (
        processes._environment(processes._MEMORY),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
        distributed.Client(cluster) as client,
    ):
        (given,) = client.run(lambda: dict(os.environ)).values()
    assert {name: given[name] for name in processes._MEMORY} == processes._MEMORY
    assert os.environ["MALLOC_TRIM_THRESHOLD_"] == "65536"


RUN = """
import sys, time
from helpers import scale
from helpers.scale import partitions, workers
partitions.PARTITION = 30_000
find = workers.voices.find
workers.voices.find = lambda articles: time.sleep(0.2) or find(articles)  # slow enough to be caught half-way
scale.run(sys.argv[1], sys.argv[2], workers=1, progress=False)
"""


def test_a_run_that_was_killed_is_taken_up_where_it_stopped(source, whole, tmp_path, small_parts):
    out = tmp_path / "out"
    running = subprocess.Popen([sys.executable, "-c", RUN, str(source), str(out)], cwd=ROOT)
    while len(list(out.glob("part-*"))) < 2 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    before = {path: path.stat().st_mtime_ns for path in out.glob("part-*")}
    n_parts = json.loads((out / "manifest.json").read_text())["n_parts"]
    assert 2 <= len(before) < n_parts
    for path in before:
        assert {p.name for p in path.iterdir()} == {"summary.json", *(f"{table}.parquet" for table in workers.TABLES)}
    (out / ".part-00099-left").mkdir(exist_ok=True)
    parts = scale.run(source, out, workers=1, progress=False)
    assert parts.partition.tolist() == list(range(n_parts))
    assert before.items() <= {path: path.stat().st_mtime_ns for path in out.glob("part-*")}.items()
    assert not list(out.glob(".part-*"))
    assert_same(tables(out), whole)


def test_every_kind_of_file_gives_the_same(source, whole, tmp_path, small_parts):
    articles = article.read(source).drop(columns="encoding")
    articles.to_csv(tmp_path / "a.csv", index=False)
    articles.to_parquet(tmp_path / "a.parquet", row_group_size=20)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(source.read_bytes()))
    (tmp_path / "texts" / "inner").mkdir(parents=True)
    for number, row in enumerate(articles.itertuples()):
        folder = tmp_path / "texts" / ("inner" if number % 2 else "")
        (folder / f"{row.article_id}.txt").write_text(row.text, encoding="utf-8")
    for name in ("a.csv", "a.parquet", "a.jsonl.gz"):
        parts = scale.run(tmp_path / name, tmp_path / f"out-{name}", workers=1, progress=False)
        assert (len(parts) > 5) == (not name.endswith("gz"))
        assert_same(tables(tmp_path / f"out-{name}"), whole)
    parts = scale.run(tmp_path / "texts", tmp_path / "out-texts", workers=1, progress=False)
    hits = scale.read(tmp_path / "out-texts", "hits")
    assert set(hits.article_id.str.removeprefix("inner/")) == set(whole["hits"].article_id)
    assert len(parts) > 5 and len(hits) == len(whole["hits"])


def test_what_is_bad_is_reported_and_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(partitions, "LONGEST_DOCUMENT", 1_000)
    find = voices.find

    def fragile(articles):
        if articles["text"].str.contains("BOOM").any():
            raise RuntimeError("no such rule")
        return find(articles)

    monkeypatch.setattr(voices, "find", fragile)
    lines = [
        *('{"text": "The mob left, Bass said.", "id": "one"}', "not json", '{"text": "", "id": "empty"}', "[1]"),
        *('{"title": "nothing"}', '{"text": 5}', '{"text": "BOOM", "id": "boom"}', '{"text": "A mob.", "id": "one"}'),
        *(json.dumps({"text": "x" * 1_001}), json.dumps({"text": "y" * 5_000}), "", '{"text": "\\ud800 mob\\r\\n!"}'),
    ]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"text": "\xff"}\n{"TEXT": "A mob, no line end."}')
    (folder / "b.csv").write_text("Title;Text\nfine;A mob.\nshort\n;\n", encoding="utf-8")
    (folder / "c.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "d.parquet").write_bytes(b"PAR1 and then nothing")
    pd.DataFrame({"body": ["x"]}).to_parquet(folder / "e.parquet")
    pd.DataFrame({"Text": ["A mob.", None], "date": pd.to_datetime(["2025-01-02"] * 2)}).to_parquet(
        folder / "f.parquet"
    )
    (folder / "g.txt").write_bytes(b"")
    (folder / "h.txt").write_text("A mob.", encoding="utf-8")
    (folder / ".hidden.txt").write_text("A mob.", encoding="utf-8")
    (folder / "i.pdf").write_bytes(b"%PDF")
    parts = scale.run(folder, tmp_path / "out", workers=1, progress=False)
    assert parts.n_articles.sum() == 7
    hits, errors = scale.read(tmp_path / "out", "hits"), scale.read(tmp_path / "out", "errors")
    assert hits.article_id.tolist()[:3] == ["one", "one-2", "a-5441"] or hits.article_id.tolist()[:2] == [
        "one",
        "one-2",
    ]
    assert len(hits) == 7 and hits.article_id.is_unique
    said = " ".join(errors.file + " " + errors.message)
    for expected in (
        *(
            "not JSON in UTF-8",
            "is no object",
            "has no text",
            "nothing that can be read",
            "no such rule",
            "has 1 fields",
        ),
        *("1,001 characters", "more than 4,000 bytes", "c.csv ValueError: there is no column 'text'", "d.parquet"),
        *("e.parquet ValueError", "g.txt"),
    ):
        assert expected in said, (expected, said)
    assert "boom" in errors.place.tolist() and "pdf" not in said
    assert scale.read(tmp_path / "out", "articles").date.tolist().count("2025-01-02 00:00:00") == 1


def test_an_id_in_two_parts_is_a_fault_that_names_both(tmp_path, monkeypatch):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for file, ids in (("a", "one two"), ("b", "three two"), ("c", "two one one")):
        lines = [json.dumps({"id": name, "text": f"A mob in {file}."}) for name in ids.split()]
        (folder / f"{file}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    scale.run(folder, out, workers=1, progress=False)
    # Inside a part the second "one" has become "one-2", and that id stands once.
    errors = scale.read(out, "errors")
    assert errors[["file", "place"]].values.tolist() == [["b.jsonl", "two"], ["c.jsonl", "two"], ["c.jsonl", "one"]]
    assert all("part-00000 too" in message for message in errors.message)
    assert scale.read(out, "articles").article_id.tolist() == ["one", "two", "three", "two", "two", "one", "one-2"]
    scale.run(folder, out, workers=1, progress=False)
    pd.testing.assert_frame_equal(scale.read(out, "errors"), errors)
    monkeypatch.setattr(scale.repeats, "MOST_NAMED", 1)
    scale.run(folder, out, workers=1, progress=False)
    assert scale.read(out, "errors").message.iloc[-1].startswith("3 articles have the id of one in another part")


def test_a_source_of_faults_alone_gives_empty_tables(tmp_path):
    (tmp_path / "a.jsonl").write_text("nothing\n", encoding="utf-8")
    parts = scale.run(tmp_path / "a.jsonl", tmp_path / "out", workers=1, progress=False)
    assert parts.n_errors.tolist() == [1]
    found = tables(tmp_path / "out")
    assert [len(found[table]) for table in workers.TABLES] == [0, 0, 0, 1]
    assert found["hits"].start.dtype == np.int64 and found["hits"].text.dtype == "str"
    assert len(scale.rate_by_voice(tmp_path / "out")) == 0


def test_different_runs_are_not_mixed(source, tmp_path, monkeypatch):
    out = tmp_path / "out"
    own = lexicon.from_terms({"people": ["mob", "crowd"]}, name="own")
    scale.run(source, out, lexicon=own, workers=1, keep=["topic"], progress=False)
    assert set(scale.read(out, "hits").lexicon) == {"own"}
    assert "topic" in scale.read(out, "counts") and "topic" in scale.read(out, "articles")
    other = synthetic.write(tmp_path / "other.jsonl", n=3)
    for changed, said in (
        ({"lexicon": "loaded", "keep": ["topic"]}, "another word list"),
        ({"lexicon": own}, "another columns to keep"),
        ({"lexicon": own, "source": other, "keep": ["topic"]}, "another source"),
    ):
        with pytest.raises(FileExistsError, match=said):
            scale.run(changed.pop("source", source), out, workers=1, progress=False, **changed)
    monkeypatch.setattr(workers, "program", lambda: "other")
    with pytest.raises(FileExistsError, match="another version of the kit"):
        scale.run(source, out, lexicon=own, keep=["topic"], workers=1, progress=False)
    monkeypatch.undo()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not empty"):
        scale.run(source, tmp_path / "full", progress=False)
    with pytest.raises(FileNotFoundError, match="nothing to read"):
        scale.run([], tmp_path / "x")
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        scale.run(tmp_path / "absent", tmp_path / "x")


def test_a_part_that_fails_is_named_and_tried_again(source, whole, tmp_path, monkeypatch, small_parts):
    work = workers.work

    def broken(part, *job):
        if part.number == 2:
            raise OSError("the disk is full")
        return work(part, *job)

    monkeypatch.setattr(workers, "work", broken)
    with pytest.raises(RuntimeError, match="1 of .* parts could not be finished.*the disk is full"):
        scale.run(source, tmp_path / "out", workers=1, progress=False)
    monkeypatch.setattr(workers, "work", work)
    scale.run(source, tmp_path / "out", workers=1, progress=False)
    assert_same(tables(tmp_path / "out"), whole)


def test_without_the_extra_the_remedy_is_said(source, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install -e \"\.\[scale\]\""):
        scale.run(source, tmp_path / "out")
    with pytest.raises(ImportError, match="pyarrow"):
        scale.read(tmp_path / "out")


def test_chosen_columns_and_rows_only(source, tmp_path):
    scale.run(source, tmp_path / "out", workers=1, progress=False)
    found = scale.read(tmp_path / "out", "hits", columns=["term", "kind"], where=[("term", "==", "mob")])
    assert found.columns.tolist() == ["term", "kind"] and set(found.term) == {"mob"}
    with pytest.raises(ValueError, match="no table 'texts'"):
        scale.read(tmp_path / "out", "texts")


FIELDS = st.text(st.sampled_from('ab,"\n; é'), min_size=1, max_size=12).filter(lambda field: field.strip())


@given(st.lists(FIELDS, min_size=1, max_size=12), st.integers(5, 200), st.sampled_from(["csv", "jsonl"]))
def test_parts_hold_every_document_once_and_in_order(tmp_path_factory, contents, size, kind):
    path = tmp_path_factory.mktemp("parts") / f"a.{kind}"
    table = pd.DataFrame({"text": contents, "n": 1})
    if kind == "csv":
        table.to_csv(path, index=False, lineterminator="\n")
    else:
        table.to_json(path, orient="records", lines=True, force_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partitions, "PARTITION", size)
        planned, _ = partitions.plan(path)
    assert len(planned) > 1 or path.stat().st_size <= 2 * size + 80
    found = [document for part in planned for document in partitions.documents(part, [])]
    assert not [fault for fault in found if isinstance(fault, Fault)]
    assert [document["text"] for document in found] == contents
    assert len({document["article_id"] for document in found}) == len(contents)
