//! Metrics and alarms.

use std::collections::BTreeMap;

use aws_sdk_cloudwatch::types as sdk;
use aws_smithy_types::DateTime;

use super::cloudwatch_composite::live_composite;
use super::failure::Named;
use super::page;
use super::retry::unless_told_to_slow_down;
use super::{Read, Write};
use crate::domain::alarm::{
    AlarmDefinition, AlarmEvent, AlarmState, LiveAlarm, MetricName, MetricStatistic, NewDatum, Periods, Statistic,
    Watched,
};
use crate::error::{Error, Result};

/// The most alarms of a page. Source: CloudWatch API reference, DescribeAlarms.
const ALARMS_PAGE: i32 = 100;

impl Read {
    /// The metrics that have data, of a namespace and a name when they are given.
    pub async fn metrics(&self, namespace: Option<&str>, name: Option<&str>) -> Result<Vec<MetricName>> {
        page::all("metrics", |token| self.metric_page(namespace, name, token)).await
    }

    /// One page of the metrics, and the token of the next one.
    pub async fn metric_page(
        &self,
        namespace: Option<&str>,
        name: Option<&str>,
        token: Option<String>,
    ) -> Result<(Vec<MetricName>, Option<String>)> {
        let call = self.clients.cloudwatch.list_metrics().set_next_token(token);
        let call = call.set_namespace(namespace.map(str::to_owned)).set_metric_name(name.map(str::to_owned));
        let answer = call.send().await.named("cloudwatch", "ListMetrics")?;
        Ok((answer.metrics.unwrap_or_default().into_iter().map(metric_name).collect(), answer.next_token))
    }

    /// A statistic of a metric, by the start of each period in milliseconds; periods without data are not there. Beside
    /// it, what the service says is missing.
    pub async fn statistics(
        &self,
        wanted: &MetricStatistic,
        periods: Periods,
    ) -> Result<(BTreeMap<i64, f64>, Vec<String>)> {
        let query = stat_query("m1", wanted, periods.period, true);
        let pages = page::all("datapoints", |token| {
            let query = query.clone();
            async move {
                let call = self
                    .clients
                    .cloudwatch
                    .get_metric_data()
                    .metric_data_queries(query)
                    .start_time(DateTime::from_millis(periods.from_millis))
                    .end_time(DateTime::from_millis(periods.to_millis));
                let answer = call.set_next_token(token).send().await.named("cloudwatch", "GetMetricData")?;
                let next = answer.next_token.filter(|next| !next.is_empty());
                let problems = answer.messages.unwrap_or_default().iter().map(said).collect();
                Ok((vec![(answer.metric_data_results.unwrap_or_default(), problems, next.is_none())], next))
            }
        })
        .await?;
        let (mut points, mut problems): (_, Vec<String>) = (BTreeMap::new(), Vec::new());
        for (results, messages, is_last) in pages {
            problems.extend::<Vec<String>>(messages);
            for result in results {
                let state = result.status_code.as_ref().map_or("Complete", sdk::StatusCode::as_str);
                // Before the last page, a result is always a part of it.
                if state != "Complete" && (state != "PartialData" || is_last) {
                    problems.push(format!("the service says {state} of {}", wanted.metric));
                }
                problems.extend(result.messages.unwrap_or_default().iter().map(said));
                let values = result.values.unwrap_or_default();
                let times = result.timestamps.unwrap_or_default();
                points.extend(times.iter().zip(values).filter_map(|(at, value)| Some((at.to_millis().ok()?, value))));
            }
        }
        Ok((points, problems))
    }

    /// The alarms, composite ones too, in one state when it is given.
    pub async fn alarms(&self, state: Option<AlarmState>) -> Result<Vec<LiveAlarm>> {
        page::all("alarms", |token| self.alarm_page(state, token)).await
    }

    /// One page of the alarms, and the token of the next one.
    pub async fn alarm_page(
        &self,
        state: Option<AlarmState>,
        token: Option<String>,
    ) -> Result<(Vec<LiveAlarm>, Option<String>)> {
        let call = self.clients.cloudwatch.describe_alarms().max_records(ALARMS_PAGE);
        let call = call.alarm_types(sdk::AlarmType::MetricAlarm).alarm_types(sdk::AlarmType::CompositeAlarm);
        let state = state.map(|state| sdk::StateValue::from(state.to_string().as_str()));
        let answer =
            call.set_state_value(state).set_next_token(token).send().await.named("cloudwatch", "DescribeAlarms")?;
        let metric = answer.metric_alarms.unwrap_or_default().into_iter().map(live_alarm);
        let composite = answer.composite_alarms.unwrap_or_default().into_iter().map(live_composite);
        Ok((metric.chain(composite).collect(), answer.next_token))
    }

    /// An alarm of either kind; none when there is none.
    pub async fn alarm(&self, name: &str) -> Result<Option<LiveAlarm>> {
        let call = self.clients.cloudwatch.describe_alarms().alarm_names(name);
        let call = call.alarm_types(sdk::AlarmType::MetricAlarm).alarm_types(sdk::AlarmType::CompositeAlarm);
        let answer = call.send().await.named("cloudwatch", "DescribeAlarms")?;
        let metric = answer.metric_alarms.unwrap_or_default().into_iter().map(live_alarm);
        let composite = answer.composite_alarms.unwrap_or_default().into_iter().map(live_composite);
        Ok(metric.chain(composite).next())
    }

    async fn sdk_alarm(&self, name: &str) -> Result<Option<sdk::MetricAlarm>> {
        let call = self.clients.cloudwatch.describe_alarms().alarm_names(name);
        let answer =
            call.alarm_types(sdk::AlarmType::MetricAlarm).send().await.named("cloudwatch", "DescribeAlarms")?;
        Ok(answer.metric_alarms.unwrap_or_default().into_iter().next())
    }

    /// How alarms were made, changed and deleted since a moment, as far back as the service knows; newest first.
    pub async fn alarm_changes(&self, since_millis: i64) -> Result<Vec<(String, AlarmEvent)>> {
        let since = DateTime::from_millis(since_millis);
        page::all("changes of alarms", |token| async move {
            let call = self.clients.cloudwatch.describe_alarm_history().set_next_token(token).start_date(since);
            let call = call.history_item_type(sdk::HistoryItemType::ConfigurationUpdate);
            let answer = call.send().await.named("cloudwatch", "DescribeAlarmHistory")?;
            let items = answer.alarm_history_items.unwrap_or_default().into_iter();
            let events = items.map(|mut item| (item.alarm_name.take().unwrap_or_default(), event(item)));
            Ok((events.collect(), answer.next_token))
        })
        .await
    }

    /// What happened to an alarm, newest first.
    pub async fn alarm_history(&self, name: &str) -> Result<Vec<AlarmEvent>> {
        page::all("alarm history", |token| async move {
            let call = self.clients.cloudwatch.describe_alarm_history().alarm_name(name).set_next_token(token);
            let call = call.alarm_types(sdk::AlarmType::MetricAlarm).alarm_types(sdk::AlarmType::CompositeAlarm);
            let answer = call.send().await.named("cloudwatch", "DescribeAlarmHistory")?;
            let events = answer.alarm_history_items.unwrap_or_default().into_iter().map(event);
            Ok((events.collect(), answer.next_token))
        })
        .await
    }
}

fn event(item: sdk::AlarmHistoryItem) -> AlarmEvent {
    AlarmEvent {
        at_millis: item.timestamp.and_then(|at| at.to_millis().ok()),
        kind: item.history_item_type.map_or_else(String::new, |kind| kind.as_str().to_owned()),
        summary: item.history_summary.unwrap_or_default(),
    }
}

impl Write {
    /// Puts one value.
    pub async fn put_metric(&self, new: &NewDatum) -> Result<()> {
        let datum = sdk::MetricDatum::builder()
            .metric_name(&new.metric.name)
            .set_dimensions(Some(dimensions(&new.metric.dimensions)))
            .value(new.value)
            .set_unit(new.unit.as_deref().map(sdk::StandardUnit::from))
            .set_timestamp(new.at_millis.map(DateTime::from_millis))
            .build();
        let call = self.clients.cloudwatch.put_metric_data().namespace(&new.metric.namespace).metric_data(datum);
        let send = || async { call.clone().send().await.named("cloudwatch", "PutMetricData") };
        unless_told_to_slow_down(send).await.map(drop)
    }

    /// Puts an alarm. The service replaces the whole document, so what lakectl does not own is sent as it was.
    pub async fn put_alarm(&self, wanted: &AlarmDefinition) -> Result<()> {
        let live = self.sdk_alarm(&wanted.name).await?;
        let call = self
            .clients
            .cloudwatch
            .put_metric_alarm()
            .alarm_name(&wanted.name)
            .set_alarm_description(wanted.description.clone())
            .set_alarm_actions(Some(wanted.actions.clone()))
            .evaluation_periods(wanted.evaluation_periods)
            .set_datapoints_to_alarm(wanted.datapoints_to_alarm)
            .threshold(wanted.threshold)
            .comparison_operator(sdk::ComparisonOperator::from(wanted.comparison.to_string().as_str()))
            .treat_missing_data(wanted.missing_data.to_string());
        let call = match &live {
            None => call,
            Some(live) => call
                .set_ok_actions(live.ok_actions.clone())
                .set_insufficient_data_actions(live.insufficient_data_actions.clone())
                .set_actions_enabled(live.actions_enabled)
                .set_evaluate_low_sample_count_percentile(live.evaluate_low_sample_count_percentile.clone())
                .set_warm_up_configuration(live.warm_up_configuration.clone())
                .set_action_configuration(live.action_configuration.clone()),
        };
        let call = match &wanted.wall_clock {
            None => call,
            Some(zone) => call.evaluation_window(sdk::EvaluationWindow::WallClockWindow(
                sdk::WallClockWindow::builder().timezone(zone).build(),
            )),
        };
        let call = match &wanted.watched {
            Watched::Metric(metric) => {
                let call = call
                    .namespace(&metric.metric.namespace)
                    .metric_name(&metric.metric.name)
                    .set_dimensions(Some(dimensions(&metric.metric.dimensions)))
                    .period(wanted.period);
                // A wrong unit makes an alarm blind, so one is kept only while the metric is the same.
                let same = live.as_ref().is_some_and(|live| live.metric_name.as_ref() == Some(&metric.metric.name));
                let call = call.set_unit(live.as_ref().filter(|_| same).and_then(|live| live.unit.clone()));
                match metric.statistic {
                    Statistic::Percentile(_) => call.extended_statistic(metric.statistic.to_string()),
                    plain => call.statistic(sdk::Statistic::from(plain.to_string().as_str())),
                }
            }
            Watched::Expression { text, label, metrics } => {
                let mut queries: Vec<sdk::MetricDataQuery> =
                    metrics.iter().map(|(id, metric)| stat_query(id, metric, wanted.period, false)).collect();
                queries.push(
                    sdk::MetricDataQuery::builder()
                        .id("watched")
                        .expression(text)
                        .set_label(label.clone())
                        .return_data(true)
                        .build(),
                );
                call.set_metrics(Some(queries))
            }
        };
        call.send().await.named("cloudwatch", "PutMetricAlarm").map(drop)
    }

    /// Deletes an alarm.
    pub async fn delete_alarm(&self, name: &str) -> Result<()> {
        let call = self.clients.cloudwatch.delete_alarms().alarm_names(name);
        call.send().await.named("cloudwatch", "DeleteAlarms").map(drop)
    }

    /// Puts an alarm into a state until its next evaluation.
    pub async fn set_alarm_state(&self, name: &str, state: AlarmState, reason: &str) -> Result<()> {
        let call = self.clients.cloudwatch.set_alarm_state().alarm_name(name).state_reason(reason);
        let call = call.state_value(sdk::StateValue::from(state.to_string().as_str()));
        call.send().await.named("cloudwatch", "SetAlarmState").map(drop)
    }

    /// Switches the actions of an alarm.
    pub async fn switch_alarm_actions(&self, name: &str, enabled: bool) -> Result<()> {
        if enabled {
            let call = self.clients.cloudwatch.enable_alarm_actions().alarm_names(name);
            return call.send().await.named("cloudwatch", "EnableAlarmActions").map(drop);
        }
        let call = self.clients.cloudwatch.disable_alarm_actions().alarm_names(name);
        call.send().await.named("cloudwatch", "DisableAlarmActions").map(drop)
    }
}

/// A message beside an answer.
pub(super) fn said(message: &sdk::MessageData) -> String {
    let parts = [message.code.as_deref(), message.value.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}

fn dimensions(pairs: &BTreeMap<String, String>) -> Vec<sdk::Dimension> {
    pairs.iter().map(|(name, value)| sdk::Dimension::builder().name(name).value(value).build()).collect()
}

fn pairs(dimensions: Option<Vec<sdk::Dimension>>) -> BTreeMap<String, String> {
    let dimensions = dimensions.unwrap_or_default().into_iter();
    dimensions.map(|one| (one.name.unwrap_or_default(), one.value.unwrap_or_default())).collect()
}

fn metric_name(metric: sdk::Metric) -> MetricName {
    MetricName {
        namespace: metric.namespace.unwrap_or_default(),
        name: metric.metric_name.unwrap_or_default(),
        dimensions: pairs(metric.dimensions),
    }
}

pub(super) fn stat_query(id: &str, wanted: &MetricStatistic, period: i32, returned: bool) -> sdk::MetricDataQuery {
    let metric = sdk::Metric::builder()
        .namespace(&wanted.metric.namespace)
        .metric_name(&wanted.metric.name)
        .set_dimensions(Some(dimensions(&wanted.metric.dimensions)))
        .build();
    let stat = sdk::MetricStat::builder().metric(metric).period(period).stat(wanted.statistic.to_string()).build();
    sdk::MetricDataQuery::builder().id(id).metric_stat(stat).return_data(returned).build()
}

fn live_alarm(alarm: sdk::MetricAlarm) -> LiveAlarm {
    let state = alarm.state_value.as_ref().and_then(|state| state.as_str().parse().ok());
    LiveAlarm {
        definition: definition(&alarm).ok(),
        composite: None,
        name: alarm.alarm_name.unwrap_or_default(),
        arn: alarm.alarm_arn,
        description: alarm.alarm_description,
        state: state.unwrap_or(AlarmState::InsufficientData),
        reason: alarm.state_reason,
        since_millis: alarm
            .state_transitioned_timestamp
            .or(alarm.state_updated_timestamp)
            .and_then(|at| at.to_millis().ok()),
        actions_enabled: alarm.actions_enabled.unwrap_or(true),
    }
}

/// An alarm in lakectl's words; an error when it is of a kind that has none.
fn definition(alarm: &sdk::MetricAlarm) -> Result<AlarmDefinition> {
    let foreign = || Error::failed("the alarm is of another kind");
    let metrics = alarm.metrics.as_deref().unwrap_or_default();
    let (watched, period) = if metrics.is_empty() {
        let statistic = alarm.statistic.as_ref().map(sdk::Statistic::as_str).or(alarm.extended_statistic.as_deref());
        let metric = MetricName {
            namespace: alarm.namespace.clone().ok_or_else(foreign)?,
            name: alarm.metric_name.clone().ok_or_else(foreign)?,
            dimensions: pairs(alarm.dimensions.clone()),
        };
        let statistic = statistic.ok_or_else(foreign)?.parse().map_err(Error::failed)?;
        (Watched::Metric(MetricStatistic { metric, statistic }), alarm.period.ok_or_else(foreign)?)
    } else {
        expression(metrics).ok_or_else(foreign)?
    };
    let comparison = alarm.comparison_operator.as_ref().ok_or_else(foreign)?;
    let wall_clock = alarm.evaluation_window.as_ref().and_then(|window| window.as_wall_clock_window().ok());
    Ok(AlarmDefinition {
        name: alarm.alarm_name.clone().unwrap_or_default(),
        description: alarm.alarm_description.clone(),
        watched,
        period,
        evaluation_periods: alarm.evaluation_periods.unwrap_or(1),
        datapoints_to_alarm: alarm.datapoints_to_alarm,
        threshold: alarm.threshold.ok_or_else(foreign)?,
        comparison: comparison.as_str().parse().map_err(Error::failed)?,
        missing_data: alarm.treat_missing_data.as_deref().unwrap_or("missing").parse().map_err(Error::failed)?,
        actions: alarm.alarm_actions.clone().unwrap_or_default(),
        wall_clock: wall_clock.map(|window| window.timezone.clone().unwrap_or_else(|| "UTC".to_owned())),
    })
}

fn expression(queries: &[sdk::MetricDataQuery]) -> Option<(Watched, i32)> {
    let (mut metrics, mut found, mut period) = (BTreeMap::new(), None, 0);
    for query in queries {
        if let Some(text) = &query.expression {
            // Two expressions, or one that is not what the alarm watches, are more than one line can say.
            if found.is_some() || query.return_data == Some(false) {
                return None;
            }
            found = Some((text.clone(), query.label.clone()));
            period = query.period.unwrap_or(period);
            continue;
        }
        let stat = query.metric_stat.as_ref()?;
        period = period.max(stat.period.unwrap_or(0));
        let statistic = stat.stat.as_deref()?.parse().ok()?;
        let metric = metric_name(stat.metric.clone()?);
        metrics.insert(query.id.clone()?, MetricStatistic { metric, statistic });
    }
    let (text, label) = found?;
    Some((Watched::Expression { text, label, metrics }, period))
}
