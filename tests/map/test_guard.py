"""What keeps others out: headers, hosts, logins, and reports that mean harm."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from contested.errors import DataError, LoginError, ThrottledError
from contested.map.answers import Tiles
from contested.map.guard import MAX_BODY_BYTES
from contested.map.session import SESSION_SECONDS, Password, Sessions
from contested.map.settings import Settings
from contested.report.report import Report
from tests.map.conftest import API, PASSWORD, Serve

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)>\n\n"
    "SOHR said on Saturday that \u202erebels\u202c had \u2066captured\u2069 all of Ramouseh "
    "<b onmouseover=alert(3)> in Aleppo \U0001f600 after a week. " + "W" * 20_000 + "."
)


def hostile_report() -> Report:
    return Report(
        HOSTILE, '<script>alert("t")</script>', "\u202eevil", None, "javascript:alert(1)", "en",
        "2016-08-06T10:00:00+00:00", "given",
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/", f"{API}/overview", f"{API}/nothing", f"{API}/docs", "/x"])
def test_every_answer_carries_the_headers_that_keep_a_page_in_its_place(
    client: TestClient, path: str
) -> None:
    headers = client.get(path).headers
    policy = dict(
        one.strip().split(" ", 1) for one in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_another_site_gets_no_permission_to_read(client: TestClient) -> None:
    answer = client.get(f"{API}/overview", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    asked = client.options(
        f"{API}/overview",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"},
    )
    assert asked.status_code == 405
    assert "access-control-allow-origin" not in asked.headers


def test_only_the_hosts_of_tiles_are_added_to_the_policy(serve: Serve) -> None:
    tiles = Tiles(kind="raster", url="https://tiles.example/{z}/{x}/{y}.png", attribution="T")
    policy = serve(hostile_report(), tiles=tiles).get("/").headers["content-security-policy"]
    assert "img-src 'self' data: blob: https://tiles.example;" in policy
    assert "connect-src 'self' https://tiles.example;" in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a" * 300, "[::"])
def test_a_request_for_another_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get(f"{API}/overview", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["hint"]


@pytest.mark.parametrize("host", ["localhost", "localhost:8016", "127.0.0.1:1", "[::1]:8016"])
def test_the_machines_own_names_are_its_hosts(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/speakers", headers={"Host": host}).status_code == 200


def test_a_proxys_name_must_be_named(serve: Serve) -> None:
    client = serve(hostile_report(), allowed_hosts=("maps.example.org",))
    headers = {"Host": "maps.example.org"}
    assert client.get(f"{API}/overview", headers=headers).status_code == 200


def test_reading_needs_a_login_where_other_machines_can_reach_the_server(serve: Serve) -> None:
    client = serve(
        hostile_report(), host="0.0.0.0", allowed_hosts=("localhost",),
        password=Password.of(PASSWORD),
    )  # fmt: skip
    answer = client.get(f"{API}/overview")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "login_needed"
    assert client.get("/").status_code == 200
    assert client.post(f"{API}/session", json={"password": PASSWORD}).status_code == 200
    assert client.get(f"{API}/overview").json()["logged_in"] is True
    assert client.delete(f"{API}/session").status_code == 204
    assert client.get(f"{API}/overview").status_code == 401


def test_a_server_for_others_answers_to_any_name_until_told_which_are_its_own(
    serve: Serve,
) -> None:
    client = serve(hostile_report(), host="0.0.0.0", public=True)
    headers = {"Host": "192.168.1.5:8016"}
    assert client.get(f"{API}/overview", headers=headers).status_code == 200


def test_a_public_server_lets_everybody_read_and_nobody_write(serve: Serve) -> None:
    client = serve(hostile_report(), host="0.0.0.0", allowed_hosts=("localhost",), public=True)
    assert client.get(f"{API}/overview").status_code == 200
    for path in ("flags", "reports"):
        assert client.post(f"{API}/{path}", json={}).status_code == 401


def test_nobody_can_log_in_without_a_password_set(client: TestClient) -> None:
    assert client.post(f"{API}/session", json={"password": ""}).status_code == 401


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    writable: TestClient,
) -> None:
    answer = writable.post(f"{API}/session", json={"password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    for wanted in ("HttpOnly", "SameSite=strict", "Path=/", f"Max-Age={SESSION_SECONDS}"):
        assert wanted in cookie
    assert PASSWORD not in answer.text


def test_a_request_from_another_page_cannot_write(writable: TestClient) -> None:
    writable.post(f"{API}/session", json={"password": PASSWORD})
    body = {"claim": "c-1", "reason": "misread"}
    answer = writable.post(f"{API}/flags", json=body, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    own = writable.post(f"{API}/flags", json=body, headers={"Origin": "http://localhost"})
    assert own.status_code == 404


def test_wrong_passwords_must_wait_after_five(writable: TestClient) -> None:
    for _ in range(5):
        answer = writable.post(f"{API}/session", json={"password": "wrong"})
        assert answer.status_code == 401
    answer = writable.post(f"{API}/session", json={"password": PASSWORD})
    assert answer.status_code == 429
    assert "try again in" in answer.json()["error"]["message"]


def test_sessions_end_and_waiting_helps() -> None:
    now = [0.0]
    sessions = Sessions(Password.of(PASSWORD), clock=lambda: now[0])
    token = sessions.log_in(PASSWORD, "Eleni", "a")
    assert sessions.who(token) == "Eleni"
    assert sessions.who("forged") is None
    now[0] += SESSION_SECONDS + 1
    assert sessions.who(token) is None
    for _ in range(5):
        with pytest.raises(LoginError):
            sessions.log_in("wrong", "x", "b")
    with pytest.raises(ThrottledError):
        sessions.log_in(PASSWORD, "x", "b")
    assert sessions.log_in(PASSWORD, "x", "another address")
    now[0] += 61
    assert sessions.log_in(PASSWORD, "x", "b")


def test_wrong_passwords_from_everywhere_make_all_wait() -> None:
    sessions = Sessions(Password.of(PASSWORD), clock=lambda: 0.0)
    for number in range(30):
        with pytest.raises(LoginError):
            sessions.log_in("wrong", "x", f"address {number}")
    with pytest.raises(ThrottledError):
        sessions.log_in(PASSWORD, "x", "another")


def test_many_wrong_passwords_at_once_get_no_more_tries_than_one_after_another() -> None:
    sessions = Sessions(Password.of(PASSWORD), clock=lambda: 0.0)

    def guess(number: int) -> type[Exception]:
        with pytest.raises((LoginError, ThrottledError)) as raised:
            sessions.log_in(f"wrong {number}", "x", "one address")
        return raised.type

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(guess, range(12)))
    assert found.count(LoginError) <= 5


def test_a_password_is_kept_as_a_hash_that_may_stand_in_its_place() -> None:
    password = Password.of(PASSWORD)
    assert PASSWORD not in repr(password)
    assert Password.of(password.as_text()).fits(PASSWORD)
    assert not password.fits(PASSWORD + " ")
    assert Password.of(PASSWORD).digest != password.digest
    for bad in ("short", "scrypt$x", "scrypt$!!$!!"):
        with pytest.raises(DataError):
            Password.of(bad)


def test_a_body_too_large_is_refused_before_it_is_read(writable: TestClient) -> None:
    answer = writable.post(f"{API}/session", content=b"x" * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413


def test_a_hostile_report_is_text_and_nothing_else(serve: Serve) -> None:
    client = serve(hostile_report())
    found = client.get(f"{API}/claims").json()["rows"]
    assert found, "the reader should find the capture"
    report = client.get(f"{API}/report/{found[0]['report_id']}")
    assert report.headers["content-type"] == "application/json"
    raw = report.content.decode("utf-8")
    for char in "\u202e\u202c\u2066\u2069":
        assert char not in raw
        assert f"\\u{ord(char):04x}" not in raw.lower()
    text = report.json()["text"]
    assert "<script>alert(1)</script>" in text
    assert len(text) == len(HOSTILE)
    assert report.json()["url"] == "javascript:alert(1)"
    for path in ("moves", "ticks?day=2016-08-06", "place/ramouseh", "search?q=evil", "speakers"):
        assert "\u202e" not in client.get(f"{API}/{path}").text


def test_offsets_of_a_hostile_report_point_at_the_same_words_after_neutralising(
    serve: Serve,
) -> None:
    client = serve(hostile_report())
    one = client.get(f"{API}/claims").json()["rows"][0]
    report = client.get(f"{API}/report/{one['report_id']}").json()
    mark = report["claims"][0]
    words = report["text"].encode("utf-16-le")[2 * mark["start"] : 2 * mark["end"]]
    start, end = one["sentence_marks"]
    sentence = one["sentence"].encode("utf-16-le")[2 * start : 2 * end]
    assert words == sentence
    assert "captured" in words.decode("utf-16-le")


def test_an_error_inside_tells_nothing_of_the_inside(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(hostile_report())

    def fail(*_: object) -> None:
        raise RuntimeError("secret path /home/x")

    monkeypatch.setattr("contested.map.routes_map.reference.speakers", fail)
    answer = client.get(f"{API}/speakers")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert json.loads(answer.text)["error"]["code"] == "internal"
    assert "content-security-policy" in answer.headers


def test_settings_know_which_hosts_are_their_own() -> None:
    assert Settings().reading_is_open
    assert not Settings(host="0.0.0.0").reading_is_open
    assert Settings(host="192.168.1.5", public=True).hosts is None
    named = Settings(host="192.168.1.5", allowed_hosts=("Maps.example",))
    assert named.hosts == frozenset({"192.168.1.5", "maps.example"})
