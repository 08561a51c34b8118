//! Carrying a plan out: what others need first, several at a time, and whatever does not depend on a failure to its end.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::item::{Item, Thing};
use super::planned::Boxed;
use crate::error::{Error, Result};
use crate::{Action, Step};

/// How many steps are under way at a time.
pub const AT_ONCE: usize = 8;

/// A step and what it waits for.
#[derive(Debug, Clone)]
pub struct Task {
    /// Which of the items.
    pub item: usize,
    /// What is done.
    pub step: Step,
    /// Which of the tasks must be done before.
    pub waits_for: Vec<usize>,
}

/// What happens while a plan is carried out.
#[derive(Debug)]
pub enum Event<'a> {
    /// A step begins.
    Begun(&'a Step),
    /// It is done, and was seen to be.
    Done(&'a Step),
    /// It failed.
    Failed(&'a Step, &'a Error),
}

/// How a task ended.
#[derive(Debug)]
pub enum Ended {
    /// It is done.
    Done,
    /// It failed.
    Failed(Error),
    /// It was not tried, and why.
    NotTried(String),
}

/// The tasks of the steps that change something. What is made waits for what it needs; what goes waits for what needs it.
pub fn tasks(items: &[Item], steps: &[(usize, Step)]) -> Vec<Task> {
    let mut tasks: Vec<Task> = steps
        .iter()
        .filter(|(_, step)| step.action != Action::Unchanged)
        .map(|(item, step)| Task { item: *item, step: step.clone(), waits_for: Vec::new() })
        .collect();
    // Several grants may be about the same rights.
    let mut makers: BTreeMap<&Thing, Vec<usize>> = BTreeMap::new();
    for (position, task) in tasks.iter().enumerate() {
        if let Some(thing) = &items[task.item].thing {
            makers.entry(thing).or_default().push(position);
        }
    }
    let mut waits: Vec<(usize, usize)> = Vec::new();
    for (position, task) in tasks.iter().enumerate() {
        let item = &items[task.item];
        // Whoever is no administrator any more is taken off after the others are there: nobody is locked out in between.
        let goes_last = item.is_stranger && matches!(item.thing, Some(Thing::Admins(_)));
        let goes = task.step.action == Action::Delete && !goes_last;
        let needed = item.needs().filter_map(|thing| makers.get(thing)).flatten();
        for needed in needed.filter(|needed| **needed != position) {
            waits.push(if goes { (*needed, position) } else { (position, *needed) });
        }
    }
    for (waiting, needed) in waits {
        tasks[waiting].waits_for.push(needed);
    }
    tasks
}

/// What does one task, by its position.
pub type Work = Arc<dyn Fn(usize) -> Boxed<'static, Result<()>> + Send + Sync>;

/// Does the tasks. After `stop` turns true nothing new is begun, and what is under way is waited for; so it is when `tell`
/// fails, and its error is the answer then.
pub async fn carry_out(
    tasks: &[Task],
    work: &Work,
    mut stop: watch::Receiver<bool>,
    tell: &mut (dyn FnMut(Event<'_>) -> Result<()> + Send),
) -> Result<Vec<Ended>> {
    let mut ended: Vec<Option<Ended>> = tasks.iter().map(|_| None).collect();
    let mut begun = vec![false; tasks.len()];
    let mut running = JoinSet::new();
    let mut untold: Option<Error> = None;
    loop {
        for position in 0..tasks.len() {
            if begun[position] {
                continue;
            }
            let needed = &tasks[position].waits_for;
            let failed =
                needed.iter().find(|other| matches!(ended[**other], Some(Ended::Failed(_) | Ended::NotTried(_))));
            if let Some(other) = failed {
                let step = &tasks[*other].step;
                let why = match step.action {
                    Action::Delete => format!("{} {} is still there", step.noun, step.name),
                    _ => format!("it needs {} {}", step.noun, step.name),
                };
                ended[position] = Some(Ended::NotTried(why));
                begun[position] = true;
                continue;
            }
            let is_ready = needed.iter().all(|other| matches!(ended[*other], Some(Ended::Done)));
            if is_ready && running.len() < AT_ONCE && untold.is_none() && !*stop.borrow_and_update() {
                if let Err(error) = tell(Event::Begun(&tasks[position].step)) {
                    untold = Some(error);
                    continue;
                }
                begun[position] = true;
                let doing = work(position);
                running.spawn(async move { (position, doing.await) });
            }
        }
        let Some(one) = running.join_next().await else { break };
        let (position, result) =
            one.map_err(|error| Error::failed("a step ended in the middle; this is a bug").because(error))?;
        let step = &tasks[position].step;
        let (told, end) = match result {
            Ok(()) => (tell(Event::Done(step)), Ended::Done),
            Err(error) => (tell(Event::Failed(step, &error)), Ended::Failed(error)),
        };
        ended[position] = Some(end);
        if let Err(error) = told {
            untold.get_or_insert(error);
        }
    }
    if let Some(error) = untold {
        return Err(error.hint("what was under way has come to its end; the same command does the rest"));
    }
    let not_begun = || Ended::NotTried("it was interrupted before".to_owned());
    Ok(ended.into_iter().map(|ended| ended.unwrap_or_else(not_begun)).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn step(name: &str) -> Step {
        Step::new("table", name, false, Vec::new())
    }

    fn run(tasks: &[Task], failing: &'static str) -> (Vec<String>, Vec<String>) {
        let order = Arc::new(Mutex::new(Vec::new()));
        let names: Vec<String> = tasks.iter().map(|task| task.step.name.clone()).collect();
        let work: Work = Arc::new({
            let order = order.clone();
            move |position| {
                let (order, name) = (order.clone(), names[position].clone());
                Box::pin(async move {
                    order.lock().expect("no test panics here").push(name.clone());
                    if name == failing { Err(Error::failed("no")) } else { Ok(()) }
                })
            }
        });
        let (_keep, stop) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let ended = runtime.block_on(carry_out(tasks, &work, stop, &mut |_| Ok(()))).expect("nothing is told wrongly");
        let words = ended.iter().map(|ended| match ended {
            Ended::Done => "done".to_owned(),
            Ended::Failed(_) => "failed".to_owned(),
            Ended::NotTried(why) => why.clone(),
        });
        let order = order.lock().expect("no test panics here").clone();
        (order, words.collect())
    }

    #[test]
    fn what_is_needed_comes_first_and_a_failure_stops_only_what_needs_it() {
        let task = |name: &str, waits_for: &[usize]| Task { item: 0, step: step(name), waits_for: waits_for.to_vec() };
        let tasks = [task("c", &[1]), task("b", &[2]), task("a", &[]), task("alone", &[])];
        let (order, ended) = run(&tasks, "");
        let at = |name: &str| order.iter().position(|one| one == name);
        assert!(at("a") < at("b") && at("b") < at("c"), "{order:?}");
        assert!(ended.iter().all(|ended| ended == "done"));
        let (order, ended) = run(&tasks, "a");
        assert_eq!(ended, ["it needs table b", "it needs table a", "failed", "done"]);
        assert!(!order.contains(&"b".to_owned()));
    }
    #[test]
    fn what_is_under_way_ends_though_nobody_can_be_told_any_more() {
        let tasks: Vec<Task> =
            ["a", "b", "c"].map(|name| Task { item: 0, step: step(name), waits_for: Vec::new() }).to_vec();
        let ended = Arc::new(Mutex::new(0));
        let work: Work = Arc::new({
            let ended = ended.clone();
            move |_| {
                let ended = ended.clone();
                Box::pin(async move {
                    tokio::task::yield_now().await;
                    *ended.lock().expect("no test panics here") += 1;
                    Ok(())
                })
            }
        });
        let (_keep, stop) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let mut begun = 0;
        let told = runtime.block_on(carry_out(&tasks, &work, stop, &mut |event| {
            begun += u32::from(matches!(event, Event::Begun(_)));
            if begun > 2 { Err(Error::failed("the disk is full")) } else { Ok(()) }
        }));
        assert!(told.is_err_and(|error| error.to_string() == "the disk is full"));
        assert_eq!(*ended.lock().expect("no test panics here"), 2, "the third was not begun, the others ended");
    }
}
