"""Page views as the web servers' pixel sends them, one JSON a line."""
import json
import sys


def page_views():
    for line in sys.stdin:
        event = json.loads(line)
        yield {
            "event_id": event["id"],
            "visitor_id": event["visitor"],
            "url": event["url"].split("?")[0].split("#")[0],
            "referrer": event.get("referrer"),
            "country": event.get("country"),
            "viewed_at": event["at"],
        }
