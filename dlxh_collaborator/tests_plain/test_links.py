import pytest

from screen import link_problem


@pytest.mark.parametrize(
    "link",
    [
        "https://baothainguyen.vn/chinh-tri/202603/giao-ban-d54a1b2/",
        "http://thainguyen.gov.vn/tin-tuc?id=12",
        "https://www.facebook.com/groups/123",
        " https://vtv.vn/ ",
    ],
)
def test_published_pages(link):
    assert link_problem(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        None,
        "baothainguyen.vn",
        "ftp://baothainguyen.vn/x",
        "javascript:alert(1)",
        "https://localhost/x",
        "https://10.0.0.1/x",
        "https://baothainguyen.vn:8069/x",
        "https://user@baothainguyen.vn/x",
        "https://server.lan/x",
        "https://[::1]/x",
        "https://a.vn/x https://b.vn/y",
        'https://a.vn/"onload',
    ],
)
def test_no_public_address(link):
    assert link_problem(link) == "not_a_link"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.facebook.com/nguyen.van.a",
        "https://m.facebook.com/profile.php?id=100",
        "https://www.tiktok.com/@someone/video/1",
        "https://zalo.me/0912345678",
        "https://t.me/someone",
        "https://forum.vn/members/someone.12/",
        "https://www.youtube.com/@someone",
    ],
)
def test_pages_of_persons(link):
    assert link_problem(link) == "profile"
