"""The event bus."""

import json

from lake import check, refused, unique, wait


@check("a rule delivers events to a log group, and only those that it is about")
def delivery(lake):
    events, logs, name = lake.client("events"), lake.client("logs"), unique("rule")
    group = f"/aws/events/{name}"
    logs.create_log_group(logGroupName=group)
    arn = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"][0]["logGroupArn"]
    events.put_rule(Name=name, EventPattern=json.dumps({"source": [name], "detail": {"zone": ["raw"]}}))
    answer = events.put_targets(Rule=name, Targets=[{"Id": "logs", "Arn": arn}])
    assert answer["FailedEntryCount"] == 0, answer
    entries = [
        {"Source": name, "DetailType": "landed", "Detail": json.dumps({"zone": zone, "rows": 3})} for zone in ("raw", "other")
    ]
    answer = events.put_events(Entries=[*entries, {"Source": name, "DetailType": "landed", "Detail": "no JSON"}])
    assert answer["FailedEntryCount"] == 1 and answer["Entries"][2]["ErrorCode"] == "MalformedDetail", answer
    found = wait(lambda: logs.filter_log_events(logGroupName=group)["events"], bool, 20)
    assert len(found) == 1, found
    event = json.loads(found[0]["message"])
    assert (event["source"], event["detail-type"], event["detail"]) == (name, "landed", {"zone": "raw", "rows": 3}), event
    assert event["account"] == "123456789012" and event["id"] == answer["Entries"][0]["EventId"], event


@check("a rule's listings have pages, and a target that the lake has not is refused by name")
def rules(lake):
    events, prefix = lake.client("events"), unique("listed")
    for number in range(3):
        events.put_rule(Name=f"{prefix}-{number}", EventPattern='{"source": ["x"]}')
    pages = events.get_paginator("list_rules").paginate(NamePrefix=prefix, PaginationConfig={"PageSize": 2})
    assert [len(page["Rules"]) for page in pages] == [2, 1]
    queue = {"Id": "1", "Arn": "arn:aws:sqs:eu-central-1:123456789012:q"}
    refused(lambda: events.put_targets(Rule=f"{prefix}-0", Targets=[queue]), "NotImplemented")
    refused(lambda: events.put_rule(Name=prefix, ScheduleExpression="rate(1 minute)"), "NotImplemented")
