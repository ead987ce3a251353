"""Requests to the APIs of the deployment, for people.py and images.py."""
import json
import urllib.error
import urllib.request

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method, url, token=None, body=None, media="application/json", absent=None):
    """Ask, and return headers and document; an answer of status `absent` is no document."""
    headers = {"Content-Type": media}
    if token:
        headers["X-Auth-Token"] = token
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with OPENER.open(request, timeout=60) as answer:
            text = answer.read()
            return answer.headers, json.loads(text) if text else None
    except urllib.error.HTTPError as e:
        if e.code == absent:
            return e.headers, None
        raise SystemExit(f"{method} {url}: {e.code} {e.read()[:500]!r}")


def token(keystone, user, password, project):
    """Sign a user of the default domain in to a project."""
    headers, _ = call("POST", keystone + "/auth/tokens", body={"auth": {
        "identity": {"methods": ["password"], "password": {
            "user": {"name": user, "password": password, "domain": {"id": "default"}}}},
        "scope": {"project": {"name": project, "domain": {"id": "default"}}}}})
    return headers["X-Subject-Token"]
