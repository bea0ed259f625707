//! Dates and times.
//!
//! Terraform writes them as RFC 3339 and takes nothing else, so that the
//! arithmetic on days below (Howard Hinnant's `days_from_civil`) is all it needs.

use super::super::types::Type;
use super::{Args, Outcome};

/// A moment, with the offset that it is written in.
#[derive(Clone, Copy)]
struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Nanoseconds after that second.
    nanoseconds: i64,
    /// Seconds east of UTC.
    offset: i64,
}

/// The parts of a moment in its own offset.
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: usize,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const DAY: i64 = 86_400;

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn days_in(year: i64, month: i64) -> i64 {
    let next = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    days_from_civil(next.0, next.1, 1) - days_from_civil(year, month, 1)
}

/// The most hours and minutes of an offset that RFC 3339 has.
const WRITTEN: (i64, i64) = (23, 59);

fn not_a_time(text: &str) -> String {
    format!("`{text}` is not a time as RFC 3339 has it")
}

impl Moment {
    fn parse(text: &str) -> Result<Moment, String> {
        Moment::read(text, WRITTEN).ok_or_else(|| not_a_time(text))
    }

    /// As Go's `time.Parse` reads it: an hour may have one digit, a comma may
    /// begin the fraction, and an offset may have 24 hours and 60 minutes.
    fn parse_loosely(text: &str) -> Result<Moment, String> {
        let mut usual = text.to_owned();
        if usual.as_bytes().get(12) == Some(&b':') && usual.is_char_boundary(11) {
            usual.insert(11, '0');
        }
        if usual.as_bytes().get(19) == Some(&b',') && usual.is_char_boundary(19) {
            usual.replace_range(19..20, ".");
        }
        Moment::read(&usual, (24, 60)).ok_or_else(|| not_a_time(text))
    }

    /// Reads a time with an offset of at most so many hours and minutes.
    fn read(text: &str, most: (i64, i64)) -> Option<Moment> {
        if !text.is_ascii() {
            return None;
        }
        let number = |from: usize, to: usize, most: i64| {
            let digits = text.get(from..to)?;
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.parse::<i64>().ok()?;
            (is_number && number <= most).then_some(number)
        };
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if marks
            .iter()
            .any(|(at, mark)| text.as_bytes().get(*at) != Some(mark))
        {
            return None;
        }
        let (year, month, day) = (number(0, 4, 9999)?, number(5, 7, 12)?, number(8, 10, 31)?);
        let (hour, minute, second) = (
            number(11, 13, 23)?,
            number(14, 16, 59)?,
            number(17, 19, 59)?,
        );
        if month < 1 || day < 1 || day > days_in(year, month) {
            return None;
        }
        let mut rest = text.get(19..)?;
        let mut nanoseconds = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let end = fraction.find(|c: char| !c.is_ascii_digit())?;
            let digits = fraction.get(..end).filter(|digits| !digits.is_empty())?;
            let nine: String = digits
                .chars()
                .chain(std::iter::repeat('0'))
                .take(9)
                .collect();
            nanoseconds = nine.parse().ok()?;
            rest = fraction.get(end..)?;
        }
        let offset = match rest {
            "Z" => 0,
            _ => Moment::read_offset(rest, most)?,
        };
        let days = days_from_civil(year, month, day);
        let seconds = days * DAY + hour * 3600 + minute * 60 + second - offset;
        Some(Moment {
            seconds,
            nanoseconds,
            offset,
        })
    }

    fn read_offset(text: &str, most: (i64, i64)) -> Option<i64> {
        let sign = match text.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = text.get(1..)?.split_once(':')?;
        let part = |digits: &str, most: i64| {
            let two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits
                .parse::<i64>()
                .ok()
                .filter(|number| two && *number <= most)
        };
        Some(sign * (part(hours, most.0)? * 3600 + part(minutes, most.1)? * 60))
    }

    fn parts(self) -> Parts {
        let local = self.seconds + self.offset;
        let days = local.div_euclid(DAY);
        let seconds = local.rem_euclid(DAY);
        let (year, month, day) = civil_from_days(days);
        Parts {
            year,
            month,
            day,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
            weekday: (days + 4).rem_euclid(7) as usize,
        }
    }

    fn zone(self, separator: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }

    fn zone_or_z(self) -> String {
        if self.offset == 0 {
            "Z".to_owned()
        } else {
            self.zone(":")
        }
    }

    fn text(self) -> String {
        let Parts {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self.parts();
        let zone = self.zone_or_z();
        let sign = if year < 0 { "-" } else { "" };
        let year = year.abs();
        format!("{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
    }
}

pub(super) fn time_add(args: &Args<'_, '_>) -> Outcome {
    let moment = Moment::parse(args.str(0)?)?;
    let added = parse_duration(args.str(1)?)
        .ok_or_else(|| format!("`{}` is not a duration", args.get(1).as_str().unwrap_or("")))?;
    let total = moment.nanoseconds + added.rem_euclid(1_000_000_000);
    let seconds = moment.seconds + added.div_euclid(1_000_000_000) + total / 1_000_000_000;
    Ok(args.string(
        Moment {
            seconds,
            nanoseconds: total % 1_000_000_000,
            ..moment
        }
        .text(),
    ))
}

pub(super) fn time_cmp(args: &Args<'_, '_>) -> Outcome {
    let moment = |at| args.str(at).and_then(Moment::parse_loosely);
    let (a, b) = (moment(0)?, moment(1)?);
    let order = (a.seconds, a.nanoseconds).cmp(&(b.seconds, b.nanoseconds)) as i64;
    Ok(super::super::value::Value::number(order))
}

pub(super) fn timestamp(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure("the time of the run is not known", Type::String))
}

/// A duration in nanoseconds, as Go's `time.ParseDuration` reads it.
fn parse_duration(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let digits = |text: &str| {
            text.find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len())
        };
        let whole = rest.get(..digits(rest))?;
        rest = rest.get(whole.len()..)?;
        let mut fraction = "";
        if let Some(after) = rest.strip_prefix('.') {
            fraction = after.get(..digits(after))?;
            rest = after.get(fraction.len()..)?;
        }
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c == '.' || c.is_ascii_digit())
            .unwrap_or(rest.len());
        let unit: i128 = match rest.get(..end)? {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return None,
        };
        rest = rest.get(end..)?;
        let whole: i128 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        total = total.checked_add(whole.checked_mul(unit)?)?;
        let fraction = fraction.get(..18).unwrap_or(fraction);
        if !fraction.is_empty() {
            let scale = 10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
            total = total.checked_add(fraction.parse::<i128>().ok()? * unit / scale)?;
        }
        if total > i128::from(i64::MAX) + i128::from(negative) {
            return None;
        }
    }
    i64::try_from(if negative { -total } else { total }).ok()
}

/// Letters are verbs, in quotes they are text.
pub(super) fn format_date(args: &Args<'_, '_>) -> Outcome {
    let moment = Moment::parse(args.str(1)?)?;
    let mut out = String::new();
    let mut rest = args.str(0)?;
    while let Some(first) = rest.chars().next() {
        let end = if first == '\'' {
            quoted_length(rest, &mut out)?
        } else if first.is_ascii_alphabetic() {
            let end = rest.find(|c| c != first).unwrap_or(rest.len());
            verb(first, end, moment, &mut out)?;
            end
        } else {
            let ends = |c: char| c == '\'' || c.is_ascii_alphabetic();
            let end = rest.find(ends).unwrap_or(rest.len());
            out.push_str(rest.get(..end).unwrap_or(""));
            end
        };
        rest = rest.get(end..).unwrap_or("");
    }
    Ok(args.string(out))
}

/// Writes a quoted piece of a format and answers its length. Two quotes stand
/// for one, inside and outside.
fn quoted_length(text: &str, out: &mut String) -> Result<usize, String> {
    if text.starts_with("''") {
        out.push('\'');
        return Ok(2);
    }
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character != '\'' {
            out.push(character);
        } else if characters.next_if(|(_, next)| *next == '\'').is_some() {
            out.push('\'');
        } else {
            return Ok(at + 1);
        }
    }
    Err("a quote in the format is not closed".to_owned())
}

fn verb(letter: char, length: usize, moment: Moment, out: &mut String) -> Result<(), String> {
    let parts = moment.parts();
    let name = |names: &[&str], at: usize| names.get(at).copied().unwrap_or("").to_owned();
    let month = |length: usize| {
        let name = name(&MONTHS, usize::try_from(parts.month - 1).unwrap_or(0));
        name.get(..length).map_or(name.clone(), str::to_owned)
    };
    let weekday = name(&WEEKDAYS, parts.weekday);
    let twelve = if parts.hour % 12 == 0 {
        12
    } else {
        parts.hour % 12
    };
    let half = if parts.hour < 12 { "am" } else { "pm" };
    let text = match (letter, length) {
        ('Y', 2) => format!("{:02}", parts.year % 100),
        ('Y', 4) => format!("{:04}", parts.year),
        ('M', 1) => parts.month.to_string(),
        ('M', 2) => format!("{:02}", parts.month),
        ('M', 3) => month(3),
        ('M', 4) => month(usize::MAX),
        ('D', 1) => parts.day.to_string(),
        ('D', 2) => format!("{:02}", parts.day),
        ('E', 3) => weekday.get(..3).unwrap_or("").to_owned(),
        ('E', 4) => weekday,
        ('h', 1) => parts.hour.to_string(),
        ('h', 2) => format!("{:02}", parts.hour),
        ('H', 1) => twelve.to_string(),
        ('H', 2) => format!("{twelve:02}"),
        ('A', 2) => half.to_ascii_uppercase(),
        ('a', 2) => half.to_owned(),
        ('m', 1) => parts.minute.to_string(),
        ('m', 2) => format!("{:02}", parts.minute),
        ('s', 1) => parts.second.to_string(),
        ('s', 2) => format!("{:02}", parts.second),
        ('Z', 1) => moment.zone_or_z(),
        ('Z', 3) if moment.offset == 0 => "UTC".to_owned(),
        ('Z', 3 | 4) => moment.zone(""),
        ('Z', 5) => moment.zone(":"),
        _ => {
            return Err(format!(
                "`{}` is not a verb",
                letter.to_string().repeat(length.min(9))
            ));
        }
    };
    out.push_str(&text);
    Ok(())
}

/// Reads a time in one of the forms that YAML has, and writes it as RFC 3339.
/// None where the text is no time.
pub(super) fn yaml_time(text: &str) -> Option<String> {
    let year_end = text.find(|c: char| !c.is_ascii_digit())?;
    if year_end != 4 || !text.is_ascii() {
        return None;
    }
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at..)),
        None => (text, None),
    };
    let padded = |part: &str| {
        if part.len() == 1 {
            format!("0{part}")
        } else {
            part.to_owned()
        }
    };
    let mut fields = date.splitn(3, '-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    let date = format!("{year}-{}-{}", padded(month), padded(day));
    let Some(time) = time else {
        return Some(Moment::read(&format!("{date}T00:00:00Z"), WRITTEN)?.text());
    };
    let clock = time.get(1..)?;
    let end = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let zone = clock.get(end..)?;
    if time.starts_with(' ') != zone.is_empty() {
        return None;
    }
    let mut fields = clock.get(..end)?.splitn(3, ':');
    let (hour, minute, second) = (fields.next()?, fields.next()?, fields.next()?);
    let (second, fraction) = match second.split_once('.') {
        Some((second, fraction)) => (second, format!(".{fraction}")),
        None => (second, String::new()),
    };
    let zone = if zone.is_empty() { "Z" } else { zone };
    let (hour, minute, second) = (padded(hour), padded(minute), padded(second));
    Some(
        Moment::read(
            &format!("{date}T{hour}:{minute}:{second}{fraction}{zone}"),
            WRITTEN,
        )?
        .text(),
    )
}
