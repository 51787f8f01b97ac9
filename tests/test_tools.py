"""The set-up tools, where they can be tested without setting anything up."""

import socket

import cluster
import ground
import install_log
import odoo_source
import pytest

from odoo.tests.common import get_db_name
from odoo.tools import config

LOG = """
2026-01-05 10:00:00,000 7 INFO db odoo.modules.loading: loading
2026-01-05 10:00:01,000 7 WARNING db odoo.models: something is wrong
 and this is where
2026-01-05 10:00:02,000 7 INFO db odoo.modules.loading: loaded
"""


def an_odoo(folder, version_info):
    package = folder / "odoo"
    package.mkdir()
    text = f"FINAL = 'final'\nversion_info = {version_info}\n"
    (package / "release.py").write_text(text)
    return folder


def test_warning_is_a_complaint_with_the_lines_that_follow():
    warning, where = install_log.complaints(LOG)
    assert warning.endswith("something is wrong")
    assert where == " and this is where"


def test_odoo_home_is_used_first(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(an_odoo(tmp_path, "(19, 0, 0, FINAL, 0, '')")))
    assert odoo_source.locate().python_path == tmp_path
    assert odoo_source.locate().version == "19.0"


@pytest.mark.parametrize(
    "series", ["(18, 0, 0, FINAL, 0, '')", "('saas~19', 1, 0, FINAL, 0, '')"]
)
def test_another_series_is_refused(series, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ODOO_HOME", str(an_odoo(tmp_path, series)))
    with pytest.raises(SystemExit):
        odoo_source.locate()
    assert "for Odoo 19.0 only" in capsys.readouterr().err


def test_odoo_home_without_odoo_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        odoo_source.locate()
    assert str(tmp_path) in capsys.readouterr().err


def test_socket_moves_where_the_path_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "STATE", tmp_path / ("long" * 30))
    assert len(str(cluster.socket_folder() / cluster.SOCKET_NAME)) <= 107
    monkeypatch.setattr(cluster, "STATE", ground.Path("/srv/x/.odoo"))
    assert cluster.socket_folder() == ground.Path("/srv/x/.odoo/socket")


def test_port_in_use_is_passed_over():
    first = ground.free_port(8500)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", first))
        listener.listen()
        assert ground.free_port(first) > first


def test_a_worker_has_files_of_its_own():
    # else the end of a class in one worker deletes what another's test has written
    assert config.filestore(get_db_name()).endswith(f"/{get_db_name()}")
