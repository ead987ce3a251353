"""Fill Glance with images, through its API; each only where it is not there.

Usage: images.py STATE

Ids are the same in every deployment. So are the times, and some statuses are those that no client can
bring about: both are written into Glance's database in the end.
"""
import json
import os
import sqlite3
import sys
import uuid

from api import call, token

STATE = sys.argv[1]
with open(os.path.join(STATE, "deployment.json"), encoding="utf-8") as f:
    DEPLOYMENT = json.load(f)
IMAGES = DEPLOYMENT["glance"] + "/v2/images"
SIGNED_IN = {user: token(DEPLOYMENT["keystone"], user, about["password"], about["project"])
             for user, about in DEPLOYMENT["users"].items() if user in ("admin", "demo", "other")}


def named(key):
    """The id that belongs to a key, of an image or a server."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, key + ".imageconform.test"))


def snapshot(server, base, kind="snapshot", **more):
    """The properties that Nova gives to an image which it makes from a server."""
    return {"image_type": kind, "instance_uuid": named(server), "base_image_ref": named(base), "boot_roles": "member",
            "owner_id": DEPLOYMENT["projects"]["demo"], "image_state": "available", "image_location": "snapshot", **more}


# key: owner, attributes, what becomes of it. The name is the key unless it is given. A minute lies between
# the creations of two of them, but for those of a group of the same time (TOGETHER).
TABLE = {
    "cirros-kernel": ("admin", {"visibility": "public", "disk_format": "aki", "container_format": "aki"}, "active"),
    "cirros-ramdisk": ("admin", {"visibility": "public", "disk_format": "ari", "container_format": "ari"}, "active"),
    "cirros": ("admin", {"visibility": "public", "disk_format": "ami", "container_format": "ami",
                         "kernel_id": named("cirros-kernel"), "ramdisk_id": named("cirros-ramdisk")}, "active"),
    "debian": ("admin", {"visibility": "public", "name": "Debian 12", "min_disk": 2, "min_ram": 512,
                         "architecture": "x86_64", "os_distro": "debian"}, "active"),
    "ubuntu": ("admin", {"visibility": "public", "name": "Ubuntu 24.04 LTS", "min_disk": 5, "architecture": "aarch64"}, "active"),
    "other-case": ("demo", {"name": "ubuntu 24.04 lts"}, "active"),
    "twin-1": ("demo", {"name": "twin"}, "active"),
    "twin-2": ("demo", {"name": "twin", "min_ram": 64}, "active"),
    "bare": ("demo", {"name": "no properties"}, "active"),
    "cyrillic": ("demo", {"name": "образ-日本語-é", "описание": "ключ и значение"}, "active"),
    "markup": ("demo", {"name": "R&D <beta> \"double\" 'single' \\ ; image", "note": "a & b < c > d"}, "active"),
    "percent": ("demo", {"name": "100% +plus %41 #frag ?q=1&r=2"}, "active"),
    "comma": ("demo", {"name": "one,two"}, "active"),
    "operator": ("demo", {"name": "in:one"}, "active"),
    "spaces": ("demo", {"name": "  spaces around  "}, "active"),
    "long": ("demo", {"name": "n" * 255}, "active"),
    "empty-name": ("demo", {"name": ""}, "active"),
    "unnamed": ("demo", {"name": None}, "active"),
    "no-bytes": ("demo", {}, "empty"),
    "disk-auto": ("demo", {"auto_disk_config": "True", "version": "7"}, "active"),
    "disk-manual": ("demo", {"auto_disk_config": "False"}, "active"),
    "tagged": ("demo", {"tags": ["one", "two"], "protected": True}, "active"),
    "snapshot-a1": ("demo", snapshot("server-a", "debian"), "active"),
    "snapshot-a2": ("demo", snapshot("server-a", "debian", min_disk=20), "active"),
    "snapshot-b1": ("demo", snapshot("server-b", "ubuntu", min_disk=10), "active"),
    "backup-a1": ("demo", snapshot("server-a", "debian", "backup", backup_type="daily"), "active"),
    "volume-backed": ("demo", snapshot("server-b", "ubuntu", block_device_mapping=json.dumps(
        [{"source_type": "snapshot", "boot_index": 0, "device_name": "/dev/vda"}])), "active"),
    "snapshot-queued": ("demo", snapshot("server-b", "ubuntu", image_state="creating"), "queued"),
    "queued": ("demo", {}, "queued"),
    "queued-shapeless": ("demo", {"disk_format": None, "container_format": None}, "queued"),
    "deactivated": ("demo", {}, "deactivated"),
    "touched": ("demo", {"touched": "later"}, "active"),
    "community": ("demo", {"visibility": "community"}, "active"),
    "hidden": ("demo", {"os_hidden": True}, "active"),
    "deleted": ("demo", {}, "deleted"),
    "saving": ("demo", {}, "set saving"),
    "killed": ("demo", {}, "set killed"),
    "pending-delete": ("demo", {}, "set pending_delete"),
    "importing": ("demo", {}, "set importing"),
    "other-private": ("other", {}, "active"),
    "other-shared": ("other", {"visibility": "shared"}, "accepted"),
    "other-offered": ("other", {"visibility": "shared"}, "offered"),
    "admin-private": ("admin", {}, "active"),
}
TOGETHER = [("twin-1", "twin-2", "bare"), ("snapshot-a1", "snapshot-a2")]


def create(key):
    owner, attributes, fate = TABLE[key]
    mine, image = SIGNED_IN[owner], f"{IMAGES}/{named(key)}"
    _, found = call("GET", image, mine, absent=404)
    if not found:
        body = {"id": named(key), "name": key, "visibility": "private", "disk_format": "raw", "container_format": "bare"} | attributes
        _, found = call("POST", IMAGES, mine, {name: value for name, value in body.items() if value is not None})
    if fate in ("queued", "deleted") or fate.startswith("set ") or found["status"] != "queued":
        pass
    else:
        data = b"" if fate == "empty" else key.encode().ljust(512, b".")
        call("PUT", image + "/file", mine, data, "application/octet-stream")
    if fate == "deactivated":
        call("POST", image + "/actions/deactivate", mine)
    if fate in ("accepted", "offered"):
        demo = DEPLOYMENT["projects"]["demo"]
        call("POST", image + "/members", mine, {"member": demo}, absent=409)
        if fate == "accepted":
            call("PUT", f"{image}/members/{demo}", SIGNED_IN["demo"], {"status": "accepted"})
    if fate == "deleted":
        call("DELETE", image, mine)


def settle(database):
    """Write the times, and the statuses that no request leaves behind."""
    minute = 0
    for key, (_, _, fate) in TABLE.items():
        if not any(key in group[1:] for group in TOGETHER):
            minute += 1
        created = f"2024-02-29 12:{minute:02}:00.000000"
        updated = "2024-03-01 08:30:00.000000" if key == "touched" else created
        database.execute("update images set created_at = ?, updated_at = ? where id = ?", (created, updated, named(key)))
        if fate.startswith("set "):
            database.execute("update images set status = ? where id = ?", (fate[4:], named(key)))


gone = os.path.join(STATE, "run", "image-deleted")
for key in TABLE:
    if key == "deleted":
        # Its id cannot be used again.
        if os.path.exists(gone):
            continue
        with open(gone, "w", encoding="utf-8"):
            pass
    create(key)
with sqlite3.connect(os.path.join(STATE, "db", "glance.sqlite"), timeout=30) as database:
    settle(database)
DEPLOYMENT["images"] = {key: named(key) for key in TABLE}
with open(os.path.join(STATE, "deployment.json"), "w", encoding="utf-8") as f:
    json.dump(DEPLOYMENT, f, indent=1)
