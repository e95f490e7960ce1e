"""Whatever a client asks, it gets an envelope: no shape of a parameter breaks the server."""

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.limits import Limits
from bot.simulator.parameters import Call
from bot.simulator.replies import Reply
from bot.simulator.telegram_api import TelegramApi
from bot.simulator.world import World

FIELDS = """text keyboard inline_keyboard callback_data url copy_text force_reply message_id type offset length command
description"""
PARAMETERS = """text caption entities reply_markup reply_parameters message_id chat_id photo document latitude longitude
commands scope allowed_updates offset callback_query_id file_id action"""
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("bold")
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=4),
    max_leaves=8,
)
WORLD = World(now=lambda: datetime(2027, 3, 1, tzinfo=UTC))
API = TelegramApi(WORLD, Limits(enabled=False))
BUDI = WORLD.add_person("Budi")
METHODS = st.sampled_from(sorted(set(API.methods()) - {"getupdates"}))


@given(method=METHODS, params=st.dictionaries(st.sampled_from(PARAMETERS.split()), ANYTHING, max_size=5))
@settings(max_examples=200, deadline=None)
def test_whatever_is_asked(method, params):
    WORLD.start(BUDI.id)
    reply = API.answer(WORLD.token, Call(method, {"chat_id": BUDI.id, "text": "halo", **params}))
    assert isinstance(reply, Reply)
    assert json.loads(reply.body)["ok"] is (reply.status == 200)
