"""Request bodies as parameters and files: urlencoded, JSON and multipart."""

import json
import re
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from bot.simulator.parameters import Params, Upload
from bot.simulator.refusals import bad_request

BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.I)
FIELD = re.compile(r'[; ]name="([^"]*)"|[; ]name=([^;]+)', re.I)
FILENAME = re.compile(r"filename\*=utf-8''([^;\s]+)|filename=\"((?:\\.|[^\"])*)\"|filename=([^;\s]+)", re.I)


def parameters(query: bytes, body: bytes, content_type: str) -> tuple[Params, dict[str, Upload]]:
    """Everything a request says; the body wins over the query string. Raises Refused."""
    params: Params = form(query) if query else {}
    if not body:
        return params, {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        params.update(_json_object(body))
    elif kind == "multipart/form-data":
        fields, files = _multipart(body, content_type)
        params.update(fields)
        return params, files
    elif kind in ("application/x-www-form-urlencoded", ""):
        params.update(form(body))
    return params, {}


def form(body: bytes) -> Params:
    """Urlencoded pairs. Raises Refused for what is not UTF-8."""
    fields: Params = {}
    try:
        for pair in body.split(b"&"):
            name, _, value = pair.partition(b"=")
            if name:
                fields[_plain(name)] = _plain(value)
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return fields


def _plain(coded: bytes) -> str:
    if b"+" in coded:
        coded = coded.replace(b"+", b" ")
    return (unquote_to_bytes(coded) if b"%" in coded else coded).decode()


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON request body") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as JSON request body")
    return {name: field for name, field in value.items() if field is not None}


def _multipart(body: bytes, content_type: str) -> tuple[Params, dict[str, Upload]]:
    found = BOUNDARY.search(content_type)
    if found is None:
        raise bad_request("can't find boundary in the multipart request")
    fields: Params = {}
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + found[1].encode())[1:]:
        head, gap, data = part.partition(b"\r\n\r\n")
        headers = head.decode("utf-8", "replace")
        name = FIELD.search(headers)
        if not gap or name is None:
            continue
        data = data.removesuffix(b"\r\n")
        key = name[1] if name[1] is not None else name[2].strip()
        filename = FILENAME.search(headers)
        if filename is None:
            fields[key] = data.decode("utf-8", "replace")
        else:
            files[key] = Upload(_filename(filename), _mime(headers), data)
    return fields, files


def _filename(found: re.Match[str]) -> str:
    if found[1]:
        return unquote(found[1])
    name = found[2] if found[2] is not None else found[3]
    return unquote(name.replace('\\"', '"')) if "%" in name else name.replace('\\"', '"')


def _mime(headers: str) -> str:
    found = re.search(r"content-type:\s*([^\r\n]+)", headers, re.I)
    mime = found[1].strip() if found else ""
    return "" if mime == "application/octet-stream" else mime
