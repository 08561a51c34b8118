"""What an older boto3 does with the lake: CloudWatch in the query protocol. Keys and endpoint come from the environment."""

import datetime
import uuid

import boto3

name = f"older-{uuid.uuid4().hex[:8]}"
cloudwatch = boto3.client("cloudwatch")
assert cloudwatch.meta.service_model.metadata["protocol"] == "query", cloudwatch.meta.service_model.metadata
at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=5)
dimensions = [{"Name": "zone", "Value": "raw"}]
cloudwatch.put_metric_data(
    Namespace="Lake/Older",
    MetricData=[{"MetricName": name, "Dimensions": dimensions, "Value": 5, "Timestamp": at, "Unit": "Count"}],
)
metrics = cloudwatch.list_metrics(Namespace="Lake/Older", MetricName=name)["Metrics"]
assert metrics == [{"Namespace": "Lake/Older", "MetricName": name, "Dimensions": dimensions}], metrics
cloudwatch.put_metric_alarm(
    AlarmName=name,
    Namespace="Lake/Older",
    MetricName=name,
    Dimensions=dimensions,
    Statistic="Sum",
    Period=300,
    EvaluationPeriods=1,
    Threshold=1,
    ComparisonOperator="GreaterThanThreshold",
)
alarm = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
assert alarm["Threshold"] == 1.0 and alarm["Dimensions"] == dimensions, alarm
assert isinstance(alarm["AlarmConfigurationUpdatedTimestamp"], datetime.datetime), alarm
cloudwatch.delete_alarms(AlarmNames=[name])
assert cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"] == []
try:
    cloudwatch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="none")
except cloudwatch.exceptions.ResourceNotFound:
    pass
else:
    raise AssertionError("an alarm that is not there was set")
