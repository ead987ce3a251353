"""Fill Keystone: projects, roles, users and the catalogue; each only where it is not there.

Usage: people.py STATE KEYSTONE GLANCE NOVA REGION, with OS_PASSWORD (of admin) and SERVICE_PASSWORD.
Writes STATE/clouds.yaml, and STATE/deployment.json for the tests.
"""
import json
import os
import secrets
import sys

from api import call, token

STATE, KEYSTONE, GLANCE, NOVA, REGION = sys.argv[1:]
ADMIN = token(KEYSTONE, "admin", os.environ["OS_PASSWORD"], "admin")

# user: project, roles
USERS = {
    "service": ("service", ["admin"]),
    "demo": ("demo", ["member"]),
    "other": ("other", ["member"]),
    "reader": ("demo", ["reader"]),
    "restricted": ("demo", ["member", "may-not-list"]),
}
# (name, type): URL
SERVICES = {
    ("glance", "image"): GLANCE,
    ("nova", "compute"): NOVA + "/v2.1",
    ("nova-legacy", "compute_legacy"): NOVA + "/v2/$(project_id)s",
}


def ensure(kind, body, **filters):
    """The id of what has the name, made where it is not there."""
    where = "&".join(f"{k}={v}" for k, v in filters.items())
    _, found = call("GET", f"{KEYSTONE}/{kind}s?{where}", ADMIN)
    if found[kind + "s"]:
        return found[kind + "s"][0]["id"]
    _, made = call("POST", f"{KEYSTONE}/{kind}s", ADMIN, {kind: {**filters, **body}})
    return made[kind]["id"]


def users(passwords):
    projects = {"admin": ensure("project", {}, name="admin")}
    for user, (project, roles) in USERS.items():
        projects[project] = ensure("project", {"domain_id": "default"}, name=project)
        uid = ensure("user", {"domain_id": "default", "password": passwords[user]}, name=user)
        for role in roles:
            rid = ensure("role", {}, name=role)
            call("PUT", f"{KEYSTONE}/projects/{projects[project]}/users/{uid}/roles/{rid}", ADMIN)
    return projects


def catalogue():
    for (name, kind), url in SERVICES.items():
        service = ensure("service", {}, name=name, type=kind)
        ensure("endpoint", {"url": url, "region_id": REGION}, service_id=service, interface="public")


def write(name, text):
    with open(os.path.join(STATE, name), "w", encoding="utf-8") as f:
        f.write(text)


def cloud(user, project, password):
    return f"""  {user}:
    auth:
      auth_url: {KEYSTONE}
      username: {user}
      password: {password}
      project_name: {project}
      user_domain_id: default
      project_domain_id: default
    region_name: {REGION}
"""


def remembered():
    """The passwords of users that an earlier run made, if it came to an end."""
    path = os.path.join(STATE, "passwords.json")
    if not os.path.exists(path):
        made = {user: secrets.token_hex(16) for user in USERS}
        made |= {"admin": os.environ["OS_PASSWORD"], "service": os.environ["SERVICE_PASSWORD"]}
        write("passwords.json", json.dumps(made))
    with open(path, encoding="utf-8") as f:
        return json.load(f)


passwords = remembered()
projects = users(passwords)
catalogue()
people = {"admin": "admin"} | {user: project for user, (project, _) in USERS.items() if user != "service"}
write("clouds.yaml", "clouds:\n" + "".join(cloud(u, p, passwords[u]) for u, p in people.items()))
write("deployment.json", json.dumps({
    "keystone": KEYSTONE, "glance": GLANCE, "nova": NOVA, "region": REGION, "projects": projects,
    "users": {user: {"project": project, "password": passwords[user]} for user, project in people.items()},
}, indent=1) + "\n")
