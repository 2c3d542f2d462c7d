"""A real cluster: a scheduler and two worker processes, one of which is killed in the middle."""

import os
import signal

import pandas as pd
import pytest

from celldesign.study import space
from celldesign.study.store import write
from celldesign.study.work import ClusterError

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
VARY = {"anode.thickness": "1:60um", "cathode.thickness": "65:90um"}


@pytest.fixture(scope="module")
def cluster():
    patience = {"distributed.comm.timeouts.connect": "60s"}
    with (
        dask.config.set(patience),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=60,
            host="127.0.0.1",
        ) as running,
    ):
        yield running


@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_a_cluster_gives_what_one_machine_gives(study, cluster, engine):
    if engine == "numba":
        pytest.importorskip("numba", reason="pip install celldesign[speed]")
    run = study(VARY, sample=2 * space.BLOCK + 10, columns=["stack.mass"], engine=engine)
    pd.testing.assert_frame_equal(run.frame(scheduler=cluster.scheduler_address), run.frame())


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    study, cluster, monkeypatch, tmp_path
):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(space, "BLOCK", 2**14)
    run = study(VARY, sample=40 * 2**14, columns=["stack.mass"])
    victim = next(iter(cluster.workers.values())).pid
    killed = []

    def kill_one_in_the_middle(done, total):
        if done > total / 4 and not killed:
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    with dask.config.set({"distributed.comm.timeouts.connect": "3s"}):
        write(
            run,
            tmp_path / "cluster.parquet",
            scheduler=cluster.scheduler_address,
            progress=kill_one_in_the_middle,
        )
    assert killed
    write(run, tmp_path / "here.parquet", workers=1)
    there, here = ((tmp_path / f"{n}.parquet").read_bytes() for n in ("cluster", "here"))
    assert there == here


def test_no_scheduler_is_said_at_once(study):
    with pytest.raises(ClusterError, match="no scheduler answers"):
        study({"anode.thickness": "10,20um"}).frame(scheduler="tcp://127.0.0.1:9")


def test_what_is_no_address_is_refused_without_trying(study):
    with pytest.raises(ClusterError, match=r"address of a scheduler.* given foo; write .*tcp://"):
        study({"anode.thickness": "10,20um"}).frame(scheduler="foo")
