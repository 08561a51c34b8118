"""Metrics, alarms and logs; CloudWatch in each of its protocols."""

import datetime
import json
import os
import subprocess
import sys

from lake import REGION, check, unique, wait


def now():
    return datetime.datetime.now(datetime.timezone.utc)


@check("an alarm goes off after a breaching datapoint")
def alarm(lake):
    cloudwatch, name = lake.client("cloudwatch"), unique("alarm")
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="Lake",
        MetricName=name,
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
    )
    assert cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"] == "INSUFFICIENT_DATA"
    cloudwatch.put_metric_data(Namespace="Lake", MetricData=[{"MetricName": name, "Value": 99, "Timestamp": now()}])
    found = wait(
        lambda: cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0],
        lambda found: found["StateValue"] == "ALARM",
        70,
    )
    for member in ("AlarmArn", "StateReason", "StateUpdatedTimestamp", "ActionsEnabled", "AlarmConfigurationUpdatedTimestamp"):
        assert member in found, member
    history = cloudwatch.describe_alarm_history(AlarmName=name, HistoryItemType="StateUpdate")["AlarmHistoryItems"]
    assert history, "no state update in the history"


@check("GetMetricData works out m1*2")
def math(lake):
    cloudwatch, name = lake.client("cloudwatch"), unique("metric")
    at = now() - datetime.timedelta(minutes=5)
    cloudwatch.put_metric_data(Namespace="Lake", MetricData=[{"MetricName": name, "Value": 21, "Timestamp": at}])
    stat = {"Metric": {"Namespace": "Lake", "MetricName": name}, "Period": 60, "Stat": "Sum"}
    queries = [
        {"Id": "m1", "MetricStat": stat, "ReturnData": False},
        {"Id": "double", "Expression": "m1*2", "ReturnData": True},
    ]
    answer = cloudwatch.get_metric_data(
        MetricDataQueries=queries, StartTime=now() - datetime.timedelta(hours=1), EndTime=now()
    )
    assert [(result["Id"], result["Values"]) for result in answer["MetricDataResults"]] == [("double", [42.0])], answer


@check("statistics and a listing of what was put, bodies compressed when they are large")
def statistics(lake):
    cloudwatch, name = lake.client("cloudwatch"), unique("many")
    at = now() - datetime.timedelta(minutes=5)
    data = [
        {"MetricName": name, "Dimensions": [{"Name": "part", "Value": f"{number:04}" + "x" * 60}], "Value": 1.0, "Timestamp": at}
        for number in range(400)
    ]
    cloudwatch.put_metric_data(Namespace="Lake/Many", MetricData=data)
    pages = cloudwatch.get_paginator("list_metrics").paginate(Namespace="Lake/Many", MetricName=name)
    assert sum(len(page["Metrics"]) for page in pages) == 400
    answer = cloudwatch.get_metric_statistics(
        Namespace="Lake/Many",
        MetricName=name,
        Dimensions=data[0]["Dimensions"],
        StartTime=now() - datetime.timedelta(hours=1),
        EndTime=now(),
        Period=60,
        Statistics=["Sum", "SampleCount"],
    )
    assert [(point["Sum"], point["SampleCount"]) for point in answer["Datapoints"]] == [(1.0, 1.0)], answer


@check("CloudWatch answers older clients, which speak the query protocol")
def query_protocol(lake):
    python = os.environ.get("CHECK_OLDER_PYTHON")
    if not python:
        raise AssertionError("CHECK_OLDER_PYTHON names no Python with an older botocore")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "older_client.py")
    environment = {**os.environ, **lake.exports, "AWS_DEFAULT_REGION": REGION}
    done = subprocess.run([python, script], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-600:]


@check("CloudWatch answers clients that speak CBOR")
def cbor(lake):
    name = unique("cbor")
    environment = {**lake.environment, **lake.exports, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
    environment.pop("LAKE_LOCAL", None)
    command = [lake.binary, "alarm", "list", "-o", "json"]
    lake.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="Lake",
        MetricName=name,
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
    )
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, cwd=lake.root)
    assert done.returncode == 0, done.stderr
    assert name in json.dumps(json.loads(done.stdout)), done.stdout


@check("log groups, streams and events")
def logs(lake):
    client, group = lake.client("logs"), unique("/lake/test")
    client.create_log_group(logGroupName=group)
    client.create_log_stream(logGroupName=group, logStreamName="s")
    at = int(now().timestamp() * 1000)
    events = [{"timestamp": at + number, "message": f"line {number}"} for number in range(3)]
    client.put_log_events(logGroupName=group, logStreamName="s", logEvents=events)
    found = client.get_log_events(logGroupName=group, logStreamName="s", startFromHead=True)["events"]
    assert [event["message"] for event in found] == ["line 0", "line 1", "line 2"], found
    found = client.filter_log_events(logGroupName=group, filterPattern='"line 1"')["events"]
    assert [event["message"] for event in found] == ["line 1"], found


if __name__ == "__main__":
    sys.exit("run checks.py")
