"""What the Graph API tells about the number, the account and the app that listens."""

from collections.abc import Mapping

from bot.simulator.people import Json
from bot.simulator.whatsapp.paging import chosen, page
from bot.simulator.whatsapp.platform import Platform

NUMBER_FIELDS = (
    *("verified_name", "code_verification_status", "display_phone_number", "quality_rating", "platform_type"),
    *("throughput", "webhook_configuration"),
)
ACCOUNT_FIELDS = ("name", "timezone_id", "message_template_namespace")
NUMBER_EMPTY = (
    *("conversational_automation", "new_name_status", "search_visibility", "health_status", "certificate"),
    *("eligibility_for_api_business_global_search", "new_certificate", "last_onboarded_time", "country_code"),
    *("country_dial_code", "is_on_biz_app", "is_pin_enabled", "is_preverified_number", "username"),
)
ACCOUNT_EMPTY = (
    *("is_enabled_for_insights", "marketing_messages_lite_api_status", "marketing_messages_onboarding_status"),
    *("on_behalf_of_business_info", "health_status", "owner_business_info", "analytics"),
    "disable_marketing_messages_on_cloud_api",
)
"""Fields that Meta knows and this account has no value for."""
APP = {"id": "670843887433847", "name": "Sapa", "link": "https://www.facebook.com/games/?app_id=670843887433847"}


class Accounts:
    """The business account of one Platform, its only number, and its only app."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def number(self, query: Mapping[str, str]) -> Json:
        platform = self._platform
        shape = {
            "id": platform.number_id,
            "display_phone_number": platform.display_number,
            "verified_name": platform.title,
            "name_status": "APPROVED",
            "code_verification_status": "VERIFIED",
            "quality_rating": platform.quality,
            "quality_score": {"score": platform.quality},
            "status": platform.number_status,
            "platform_type": "CLOUD_API",
            "account_mode": "LIVE",
            "throughput": {"level": "STANDARD"},
            "whatsapp_business_manager_messaging_limit": platform.tier,
            "webhook_configuration": {"application": platform.webhook} if platform.webhook else None,
            "is_official_business_account": False,
        }
        return chosen(shape, query, NUMBER_FIELDS, NUMBER_EMPTY)

    def numbers(self, query: Mapping[str, str], address: str) -> Json:
        return page([self.number(query)], query, address)

    def account(self, query: Mapping[str, str]) -> Json:
        shape = {
            "id": self._platform.account_id,
            "name": self._platform.title,
            "timezone_id": "66",
            "message_template_namespace": f"ns_{self._platform.account_id}",
            "account_review_status": "APPROVED",
            "business_verification_status": "verified",
            "ownership_type": "SELF",
            "status": "ACTIVE",
            "subscribed_apps": self.apps(),
            "country": "ID",
            "currency": "IDR",
        }
        return chosen(shape, query, ACCOUNT_FIELDS, ACCOUNT_EMPTY)

    def apps(self) -> Json:
        return {"data": [{"whatsapp_business_api_data": APP}] if self._platform.subscribed else []}

    def subscribe(self, is_wanted: bool) -> Json:
        """Whether the app hears of the account at all."""
        self._platform.subscribed = is_wanted
        return {"success": True}
