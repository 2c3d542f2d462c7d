import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from celldesign.study import space, writers
from celldesign.study.store import Interrupted, StoreError, write
from celldesign.study.work import ClusterError
from celldesign.study.writers import description

VARY = {"anode.thickness": "1:60um", "separator.material": "HCPE L2,HCPE L1"}


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(space, "BLOCK", 2**8)
    monkeypatch.setattr(writers, "ROW_GROUP", 2**9)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_csv_and_html_hold_the_table(study, tmp_path):
    run = study({"anode.thickness": "10,20um"}, columns=["stack.mass"])
    assert write(run, tmp_path / "a.csv") == 2
    read = pd.read_csv(tmp_path / "a.csv")
    pd.testing.assert_frame_equal(read, run.frame(), rtol=1e-10, check_dtype=False)
    write(run, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text()
    assert "stack.mass [g]" in page
    assert "anode.thickness" in page
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.html"]


def test_parquet_explains_itself_and_is_made_again_to_the_bit(study, tmp_path, small_blocks):
    pytest.importorskip("pyarrow")
    run = study(VARY, sample=1000)
    for name in ("a.parquet", "b.parquet"):
        assert write(run, tmp_path / name) == 2000
    assert digest(tmp_path / "a.parquet") == digest(tmp_path / "b.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), run.frame())
    told = description(tmp_path / "a.parquet")
    assert told["complete"]
    assert told["arguments"]["vary"] == VARY
    assert told["arguments"]["seed"] == 1
    assert told["design"]["text"].startswith("# The paper's cell")
    assert told["columns"]["stack.specific_energy [Wh/kg]"] == {
        "name": "stack.specific_energy",
        "unit": "Wh/kg",
    }


def stopped(run, path, after):
    def progress(done, total):
        if done > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(run, path, progress=progress)


def test_an_interrupted_file_is_whole_and_is_taken_up_again(study, tmp_path, small_blocks):
    pytest.importorskip("pyarrow")
    run, path = study(VARY, sample=1000), tmp_path / "cut.parquet"
    stopped(run, path, after=1300)
    assert len(pd.read_parquet(path)) == 1256  # five blocks of 256, 1000 in a task
    assert not description(path)["complete"]
    write(run, tmp_path / "whole.parquet")
    assert write(run, path, resume=True) == 2000
    assert digest(path) == digest(tmp_path / "whole.parquet")
    before = path.stat().st_mtime_ns
    assert write(run, path, resume=True) == 2000
    assert path.stat().st_mtime_ns == before


def test_a_cluster_that_fails_costs_no_row_that_is_done(study, tmp_path, small_blocks):
    pytest.importorskip("pyarrow")
    run, path = study(VARY, sample=1000), tmp_path / "cut.parquet"

    def fail(after):
        def progress(done, total):
            if done > after:
                raise ClusterError("the cluster failed")

        return progress

    with pytest.raises(ClusterError):
        write(run, path, progress=fail(0))
    assert not list(tmp_path.iterdir())
    with pytest.raises(Interrupted, match=r"1,000 rows; go on with --resume") as stopped:
        write(run, path, progress=fail(1000))
    assert isinstance(stopped.value.cause, ClusterError)
    write(run, tmp_path / "whole.parquet")
    assert write(run, path, resume=True) == 2000
    assert digest(path) == digest(tmp_path / "whole.parquet")


def test_what_is_reduced_and_stopped_says_of_no_file_that_it_is_there(study, tmp_path):
    run = study({"anode.thickness": "10,20um"}, top=1, by="stack.mass")

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        write(run, tmp_path / "a.csv", progress=stop)
    assert not isinstance(stopped.value, Interrupted)
    assert not list(tmp_path.iterdir())


def test_only_the_same_study_is_taken_up_again(study, tmp_path, small_blocks):
    pytest.importorskip("pyarrow")
    path = tmp_path / "cut.parquet"
    stopped(study(VARY, sample=1000), path, after=300)
    with pytest.raises(StoreError, match="another study"):
        write(study(VARY, sample=1001), path, resume=True)
    with pytest.raises(StoreError, match="only a Parquet file"):
        write(study(VARY, sample=1000), tmp_path / "a.csv", resume=True)
    path.write_bytes(b"rubbish")
    with pytest.raises(StoreError, match="Parquet file of a study"):
        write(study(VARY, sample=1000), path, resume=True)


def test_a_full_disk_leaves_nothing_half_written(study, tmp_path, monkeypatch):
    def full(self, frame):
        self.file.write("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writers._Csv, "write", full)
    (tmp_path / "a.csv").write_text("before")
    with pytest.raises(StoreError, match="no space left"):
        write(study({"anode.thickness": "10,20um"}), tmp_path / "a.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "before"


def test_a_study_larger_than_the_disk_is_refused_before_it_runs(study, tmp_path):
    run = study({"anode.thickness": "1:60um"}, sample=10**10, method="random", columns=["all"])
    with pytest.raises(StoreError, match=r"no room.*GB into .* GB"):
        write(run, tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.xlsx", "ends in .csv, .parquet, .html"), ("no/such/folder/a.csv", "cannot be written")],
)
def test_a_place_that_cannot_be_written_is_refused(study, tmp_path, name, message):
    with pytest.raises(StoreError, match=message):
        write(study({"anode.thickness": "10,20um"}), tmp_path / name)


def test_what_a_killed_study_had_reached_is_taken_up_again(
    study, tmp_path, small_blocks, monkeypatch
):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(writers, "CHECKPOINT", 0.0)
    run, path = study(VARY, sample=1000), tmp_path / "cut.parquet"

    def killed(writer, metadata):
        raise KeyboardInterrupt  # nothing is closed any more

    with monkeypatch.context() as patch:
        patch.setattr(writers._Parquet, "close", killed)
        stopped(run, path, after=1300)
    left = [each.name for each in tmp_path.iterdir()]
    assert f".cut.parquet.{os.getpid()}.0000" in left
    assert path.name not in left
    assert write(run, path, resume=True) == 2000
    monkeypatch.setattr(writers, "CHECKPOINT", 1e9)
    write(run, tmp_path / "whole.parquet")
    assert digest(path) == digest(tmp_path / "whole.parquet")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cut.parquet", "whole.parquet"]


def test_parts_of_another_study_and_of_the_living_are_left_alone(study, tmp_path, small_blocks):
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    other, living = tmp_path / ".a.parquet.2999999.0000", tmp_path / ".a.parquet.1"
    write(study(VARY, sample=300), tmp_path / "other.parquet")
    (tmp_path / "other.parquet").rename(other)
    living.write_bytes(b"")
    assert write(study(VARY, sample=200), path, resume=True) == 400
    assert living.exists()
    assert not other.exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("asked", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_command_cleanly(tmp_path, database, asked):
    pytest.importorskip("pyarrow")
    path = tmp_path / "cut.parquet"
    example = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
    command = [
        sys.executable,
        "-c",
        "from celldesign.app import main; main()",
        "whatif",
        example,
        "--output",
        path,
    ]
    command += ["--vary", "anode.thickness=1:60um", "--sample", "60000000", "--columns", "energy"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as child:
        while child.poll() is None and not any(each.stat().st_size for each in _beside(path)):
            pass
        os.kill(child.pid, getattr(signal, asked))
        _, said = child.communicate(timeout=120)
    assert child.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    told = description(path)
    assert 0 < told["rows"] == len(pd.read_parquet(path)) < 60_000_000
    assert [p.name for p in tmp_path.iterdir()] == ["cut.parquet"]
    assert json.dumps(told)


def _beside(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each != path]
