//! Every command and the examples in its help, from the tree that the binary itself parses with: a test over all of them
//! cannot forget a new one.

/// A command.
#[derive(Debug)]
pub struct Command {
    /// `["bucket", "create"]`.
    pub path: Vec<String>,
    /// Whether there is none below it.
    pub is_leaf: bool,
    /// Its examples, each as words from `lakectl` on.
    pub examples: Vec<Vec<String>>,
}

/// Every command that the help shows, the program itself first.
pub fn commands() -> Vec<Command> {
    let mut found = Vec::new();
    let mut queue = vec![(Vec::<String>::new(), lakectl::cli::tree())];
    while let Some((path, command)) = queue.pop() {
        let below: Vec<&clap::Command> = command.get_subcommands().filter(|below| !below.is_hide_set()).collect();
        for command in below.iter().rev() {
            let name = command.get_name().to_owned();
            queue.push((path.iter().cloned().chain([name]).collect(), (*command).clone()));
        }
        found.push(Command { path, is_leaf: below.is_empty(), examples: of(&command) });
    }
    found
}

/// The examples at the end of a command's help: lakectl's part of each line, one command line each.
fn of(command: &clap::Command) -> Vec<Vec<String>> {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default().replace("\\\n", " ");
    let lines = help.split("Examples:\n").nth(1).unwrap_or("").lines().take_while(|line| line.starts_with("  "));
    lines
        .map(|line| {
            let ours = shell_parts(line).into_iter().find(|part| part.starts_with("lakectl "));
            crate::transcript::words(&ours.unwrap_or_else(|| panic!("no example of lakectl: {line}")))
        })
        .collect()
}

/// What the shell makes of a line: commands one after another, and the file that the output goes to.
fn shell_parts(line: &str) -> Vec<String> {
    let (mut parts, mut quote) = (vec![String::new()], None);
    for character in line.chars() {
        match (quote, character) {
            (None, '|' | '>' | '&') => {
                parts.push(String::new());
                continue;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if character == open => quote = None,
            _ => {}
        }
        parts.last_mut().expect("there is one from the start").push(character);
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}
