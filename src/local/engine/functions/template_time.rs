//! Dates and times in `format`: `%tY`, `%tH` and the like.

use super::bucket::ZONE_NAMES;
use super::date::{DAY, day_of_year, weekday};
use super::mysql::{DAYS, MONTHS};
use super::parse::civil;
use super::template::Problem;
use crate::engine::error::EngineError;
use crate::engine::zones;

const SECOND: i64 = 1_000_000_000;

/// A date, a time of day, or both, perhaps in a zone with its distance from universal time in milliseconds.
pub struct Clock {
    pub days: Option<i64>,
    pub nanos: Option<i64>,
    pub zone: Option<(String, i64)>,
}

impl Clock {
    fn date(&self) -> Result<(i64, i64, u32, u32), Problem> {
        let days = self.days.ok_or_else(|| no_part("a date"))?;
        let (year, month, day) = civil(days);
        Ok((days, year, month, day))
    }

    fn seconds(&self) -> Result<(i64, i64), Problem> {
        let nanos = self.nanos.ok_or_else(|| no_part("a time of day"))?;
        Ok((nanos / SECOND, nanos % SECOND))
    }

    fn in_zone(&self) -> Result<&(String, i64), Problem> {
        self.zone.as_ref().ok_or_else(|| no_part("a time zone"))
    }

    /// As `java.time` writes it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if let Some(days) = self.days {
            crate::engine::format::date(days, &mut out);
        }
        if let Some(nanos) = self.nanos {
            if !out.is_empty() {
                out.push('T');
            }
            let (seconds, below) = (nanos / SECOND, nanos % SECOND);
            out.push_str(&format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60));
            if nanos % (60 * SECOND) != 0 {
                out.push_str(&format!(":{:02}", seconds % 60));
            }
            if below != 0 {
                let digits = format!("{below:09}");
                let shown = if below % 1_000_000 == 0 {
                    3
                } else if below % 1_000 == 0 {
                    6
                } else {
                    9
                };
                out.push('.');
                out.push_str(&digits[..shown]);
            }
        }
        if let Some((zone, offset)) = &self.zone {
            out.push_str(&if *offset == 0 { "Z".to_owned() } else { zones::of_offset(*offset) });
            if !zone.starts_with(['+', '-']) {
                out.push_str(&format!("[{zone}]"));
            }
        }
        out
    }

    /// What a letter behind `%t` stands for.
    ///
    /// # Errors
    ///
    /// The value has no such part, or there is no such letter.
    pub fn part(&self, letter: char) -> Result<String, Problem> {
        let twelve = |hour: i64| if hour % 12 == 0 { 12 } else { hour % 12 };
        let parts = |letters: &[char], between: &str| -> Result<String, Problem> {
            let parts = letters.iter().map(|letter| self.part(*letter)).collect::<Result<Vec<_>, _>>()?;
            Ok(parts.join(between))
        };
        Ok(match letter {
            'H' => format!("{:02}", self.seconds()?.0 / 3600),
            'I' => format!("{:02}", twelve(self.seconds()?.0 / 3600)),
            'k' => (self.seconds()?.0 / 3600).to_string(),
            'l' => twelve(self.seconds()?.0 / 3600).to_string(),
            'M' => format!("{:02}", self.seconds()?.0 / 60 % 60),
            'S' => format!("{:02}", self.seconds()?.0 % 60),
            'L' => format!("{:03}", self.seconds()?.1 / 1_000_000),
            'N' => format!("{:09}", self.seconds()?.1),
            'p' => if self.seconds()?.0 < 43_200 { "am" } else { "pm" }.to_owned(),
            'z' => {
                let minutes = self.in_zone()?.1 / 60_000;
                format!("{}{:02}{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
            }
            'Z' => self.zone_name()?,
            's' => (self.instant()? / 1000).to_string(),
            'Q' => self.instant()?.to_string(),
            'B' => MONTHS[self.date()?.2 as usize - 1].to_owned(),
            'b' | 'h' => MONTHS[self.date()?.2 as usize - 1][..3].to_owned(),
            'A' => DAYS[weekday(self.date()?.0) as usize - 1].to_owned(),
            'a' => DAYS[weekday(self.date()?.0) as usize - 1][..3].to_owned(),
            'C' => format!("{:02}", self.date()?.1 / 100),
            'Y' => format!("{:04}", self.date()?.1),
            'y' => format!("{:02}", self.date()?.1.rem_euclid(100)),
            'j' => format!("{:03}", day_of_year(self.date()?.0)),
            'm' => format!("{:02}", self.date()?.2),
            'd' => format!("{:02}", self.date()?.3),
            'e' => self.date()?.3.to_string(),
            'R' => parts(&['H', 'M'], ":")?,
            'T' => parts(&['H', 'M', 'S'], ":")?,
            'r' => format!("{} {}", parts(&['I', 'M', 'S'], ":")?, self.part('p')?.to_uppercase()),
            'D' => parts(&['m', 'd', 'y'], "/")?,
            'F' => parts(&['Y', 'm', 'd'], "-")?,
            'c' => parts(&['a', 'b', 'd', 'T', 'Z', 'Y'], " ")?,
            other => return Err(format!("UnknownFormatConversion: Conversion = 't{other}'").into()),
        })
    }

    /// Milliseconds since 1970.
    fn instant(&self) -> Result<i64, Problem> {
        let offset = self.in_zone()?.1;
        let (seconds, below) = self.seconds()?;
        Ok(self.date()?.0 * DAY + seconds * 1000 + below / 1_000_000 - offset)
    }

    fn zone_name(&self) -> Result<String, Problem> {
        let (zone, offset) = self.in_zone()?;
        let names = ZONE_NAMES.iter().find(|names| names.id == zone);
        let names = names
            .ok_or_else(|| EngineError::unsupported(format_args!("format with the name of the time zone {zone}")))?;
        Ok(names.short_at(*offset).to_owned())
    }
}

fn no_part(what: &str) -> Problem {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("format: the value has no {}", &what[2..])).into()
}
