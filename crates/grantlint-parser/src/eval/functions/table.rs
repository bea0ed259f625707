//! Which functions there are, in alphabetical order.

use super::Sort::{Any, Bool, Bools, List, ListsOfStrings, Map, Number, Set, StringSet, Strings};
use super::{
    Args, Function, Outcome, Parameter, Sort, cidr, collection, conversion, csv, datetime,
    encoding, filesystem, numeric, sequence, set_operations, string, yaml, yaml_encode,
};

type Run = fn(&Args<'_, '_>) -> Outcome;

const fn not_null(sort: Sort) -> Parameter {
    Parameter { sort, null: false }
}

const ANY: Parameter = not_null(Any);
const ANY_OR_NULL: Parameter = Parameter {
    sort: Any,
    null: true,
};
const STRING: Parameter = not_null(Sort::String);
const NUMBER: Parameter = not_null(Number);
const LIST: Parameter = not_null(List);
const SET: Parameter = not_null(Set);
const STRINGS: Parameter = not_null(Strings);
const BOOLS: Parameter = not_null(Bools);

/// A function that needs to know all of its arguments.
const fn of(
    name: &'static str,
    parameters: &'static [Parameter],
    returns: Sort,
    run: Run,
) -> Function {
    Function {
        name,
        parameters,
        rest: None,
        returns,
        partial: false,
        run,
    }
}

/// One that deals with unknown arguments itself.
const fn partial(
    name: &'static str,
    parameters: &'static [Parameter],
    returns: Sort,
    run: Run,
) -> Function {
    Function {
        name,
        parameters,
        rest: None,
        returns,
        partial: true,
        run,
    }
}

/// The same with any number of further arguments.
const fn and(function: Function, rest: Parameter) -> Function {
    Function {
        rest: Some(rest),
        ..function
    }
}

pub(super) fn find(name: &str) -> Option<&'static Function> {
    let at = FUNCTIONS
        .binary_search_by(|function| function.name.cmp(name))
        .ok()?;
    FUNCTIONS.get(at)
}

static FUNCTIONS: &[Function] = &[
    of("abs", &[NUMBER], Number, numeric::abs),
    of("abspath", &[STRING], Sort::String, filesystem::machine_path),
    partial("alltrue", &[BOOLS], Bool, collection::all_true),
    partial("anytrue", &[BOOLS], Bool, collection::any_true),
    of(
        "base64decode",
        &[STRING],
        Sort::String,
        encoding::base64_decode,
    ),
    of(
        "base64encode",
        &[STRING],
        Sort::String,
        encoding::base64_encode,
    ),
    of("base64gzip", &[STRING], Sort::String, encoding::base64_gzip),
    of(
        "base64sha256",
        &[STRING],
        Sort::String,
        encoding::base64_sha256,
    ),
    of(
        "base64sha512",
        &[STRING],
        Sort::String,
        encoding::base64_sha512,
    ),
    of("basename", &[STRING], Sort::String, filesystem::basename),
    and(
        of("bcrypt", &[STRING], Sort::String, encoding::bcrypt),
        NUMBER,
    ),
    partial("can", &[ANY_OR_NULL], Bool, conversion::can),
    of("ceil", &[NUMBER], Number, numeric::ceil),
    of("chomp", &[STRING], Sort::String, string::chomp),
    partial("chunklist", &[LIST, NUMBER], List, sequence::chunklist),
    of("cidrhost", &[STRING, NUMBER], Sort::String, cidr::host),
    of("cidrnetmask", &[STRING], Sort::String, cidr::netmask),
    of(
        "cidrsubnet",
        &[STRING, NUMBER, NUMBER],
        Sort::String,
        cidr::subnet,
    ),
    and(of("cidrsubnets", &[STRING], Strings, cidr::subnets), NUMBER),
    and(
        partial("coalesce", &[], Any, collection::coalesce),
        ANY_OR_NULL,
    ),
    and(
        partial("coalescelist", &[], Any, collection::coalesce_list),
        ANY_OR_NULL,
    ),
    partial("compact", &[STRINGS], Strings, sequence::compact),
    and(partial("concat", &[], Any, sequence::concat), ANY),
    partial("contains", &[ANY, ANY], Bool, collection::contains),
    of("csvdecode", &[STRING], Any, csv::decode),
    of("dirname", &[STRING], Sort::String, filesystem::dirname),
    partial("distinct", &[LIST], List, sequence::distinct),
    partial("element", &[ANY, NUMBER], Any, sequence::element),
    partial("endswith", &[STRING, STRING], Bool, string::ends_with),
    partial(
        "ephemeralasnull",
        &[ANY_OR_NULL],
        Any,
        conversion::ephemeral_as_null,
    ),
    of("file", &[STRING], Sort::String, filesystem::file),
    of("filebase64", &[STRING], Sort::String, encoding::file_base64),
    of(
        "filebase64sha256",
        &[STRING],
        Sort::String,
        encoding::file_base64_sha256,
    ),
    of(
        "filebase64sha512",
        &[STRING],
        Sort::String,
        encoding::file_base64_sha512,
    ),
    of("fileexists", &[STRING], Bool, filesystem::file_exists),
    of("filemd5", &[STRING], Sort::String, encoding::file_md5),
    of("fileset", &[STRING, STRING], StringSet, filesystem::fileset),
    of("filesha1", &[STRING], Sort::String, encoding::file_sha1),
    of("filesha256", &[STRING], Sort::String, encoding::file_sha256),
    of("filesha512", &[STRING], Sort::String, encoding::file_sha512),
    partial("flatten", &[ANY], Any, sequence::flatten),
    of("floor", &[NUMBER], Number, numeric::floor),
    and(
        of("format", &[STRING], Sort::String, string::format),
        ANY_OR_NULL,
    ),
    of(
        "formatdate",
        &[STRING, STRING],
        Sort::String,
        datetime::format_date,
    ),
    and(
        partial("formatlist", &[STRING], Any, string::format_list),
        ANY_OR_NULL,
    ),
    of("indent", &[NUMBER, STRING], Sort::String, string::indent),
    of("index", &[ANY, ANY], Number, collection::index),
    partial(
        "issensitive",
        &[ANY_OR_NULL],
        Bool,
        conversion::is_sensitive,
    ),
    and(of("join", &[STRING], Sort::String, string::join), STRINGS),
    of("jsondecode", &[STRING], Any, conversion::json_decode),
    of(
        "jsonencode",
        &[ANY_OR_NULL],
        Sort::String,
        conversion::json_encode,
    ),
    partial("keys", &[ANY], Any, collection::keys),
    partial("length", &[ANY], Number, collection::length),
    of("log", &[NUMBER, NUMBER], Number, numeric::log),
    and(
        partial("lookup", &[ANY, STRING], Any, collection::lookup),
        ANY_OR_NULL,
    ),
    of("lower", &[STRING], Sort::String, string::lower),
    partial(
        "matchkeys",
        &[LIST, LIST, LIST],
        List,
        collection::matchkeys,
    ),
    and(of("max", &[], Number, numeric::max), NUMBER),
    of("md5", &[STRING], Sort::String, encoding::md5),
    and(partial("merge", &[], Any, collection::merge), ANY_OR_NULL),
    and(of("min", &[], Number, numeric::min), NUMBER),
    partial("nonsensitive", &[ANY_OR_NULL], Any, conversion::same),
    partial("one", &[ANY], Any, sequence::one),
    of("parseint", &[ANY, NUMBER], Number, numeric::parse_int),
    of(
        "pathexpand",
        &[STRING],
        Sort::String,
        filesystem::path_expand,
    ),
    of("plantimestamp", &[], Sort::String, datetime::timestamp),
    of("pow", &[NUMBER, NUMBER], Number, numeric::pow),
    and(of("range", &[], List, numeric::range), NUMBER),
    of("regex", &[STRING, STRING], Any, string::regex),
    of("regexall", &[STRING, STRING], List, string::regex_all),
    of(
        "replace",
        &[STRING, STRING, STRING],
        Sort::String,
        string::replace,
    ),
    partial("reverse", &[ANY], Any, sequence::reverse),
    of(
        "rsadecrypt",
        &[STRING, STRING],
        Sort::String,
        encoding::rsa_decrypt,
    ),
    partial("sensitive", &[ANY_OR_NULL], Any, conversion::same),
    and(
        partial("setintersection", &[SET], Set, set_operations::intersection),
        SET,
    ),
    and(
        partial("setproduct", &[], Any, set_operations::product),
        ANY,
    ),
    partial("setsubtract", &[SET, SET], Set, set_operations::subtract),
    and(partial("setunion", &[SET], Set, set_operations::union), SET),
    of("sha1", &[STRING], Sort::String, encoding::sha1),
    of("sha256", &[STRING], Sort::String, encoding::sha256),
    of("sha512", &[STRING], Sort::String, encoding::sha512),
    of("signum", &[NUMBER], Number, numeric::signum),
    partial("slice", &[ANY, NUMBER, NUMBER], Any, sequence::slice),
    of("sort", &[STRINGS], Strings, sequence::sort),
    of("split", &[STRING, STRING], Strings, string::split),
    partial("startswith", &[STRING, STRING], Bool, string::starts_with),
    of("strcontains", &[STRING, STRING], Bool, string::contains),
    of("strrev", &[STRING], Sort::String, string::reverse),
    of(
        "substr",
        &[STRING, NUMBER, NUMBER],
        Sort::String,
        string::substr,
    ),
    of("sum", &[ANY], Number, numeric::sum),
    partial(
        "templatefile",
        &[STRING, ANY],
        Any,
        filesystem::template_file,
    ),
    partial(
        "templatestring",
        &[ANY, ANY],
        Any,
        filesystem::template_string,
    ),
    of(
        "textdecodebase64",
        &[STRING, STRING],
        Sort::String,
        encoding::text_decode,
    ),
    of(
        "textencodebase64",
        &[STRING, STRING],
        Sort::String,
        encoding::text_encode,
    ),
    of(
        "timeadd",
        &[STRING, STRING],
        Sort::String,
        datetime::time_add,
    ),
    of("timecmp", &[STRING, STRING], Number, datetime::time_cmp),
    of("timestamp", &[], Sort::String, datetime::timestamp),
    of("title", &[STRING], Sort::String, string::title),
    partial("tobool", &[ANY_OR_NULL], Bool, conversion::to_bool),
    partial("tolist", &[ANY_OR_NULL], List, conversion::to_list),
    partial("tomap", &[ANY_OR_NULL], Map, conversion::to_map),
    partial("tonumber", &[ANY_OR_NULL], Number, conversion::to_number),
    partial("toset", &[ANY_OR_NULL], Set, conversion::to_set),
    partial(
        "tostring",
        &[ANY_OR_NULL],
        Sort::String,
        conversion::to_string,
    ),
    of(
        "transpose",
        &[not_null(ListsOfStrings)],
        ListsOfStrings,
        collection::transpose,
    ),
    of("trim", &[STRING, STRING], Sort::String, string::trim),
    of(
        "trimprefix",
        &[STRING, STRING],
        Sort::String,
        string::trim_prefix,
    ),
    of("trimspace", &[STRING], Sort::String, string::trim_space),
    of(
        "trimsuffix",
        &[STRING, STRING],
        Sort::String,
        string::trim_suffix,
    ),
    and(
        partial("try", &[ANY_OR_NULL], Any, conversion::same),
        ANY_OR_NULL,
    ),
    of("upper", &[STRING], Sort::String, string::upper),
    of("urlencode", &[STRING], Sort::String, encoding::url_encode),
    of("uuid", &[], Sort::String, encoding::uuid),
    of("uuidv5", &[STRING, STRING], Sort::String, encoding::uuid_v5),
    partial("values", &[ANY], Any, collection::values),
    of("yamldecode", &[STRING], Any, yaml::decode),
    of(
        "yamlencode",
        &[ANY_OR_NULL],
        Sort::String,
        yaml_encode::encode,
    ),
    partial("zipmap", &[STRINGS, ANY], Any, collection::zipmap),
];

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;

    #[test]
    fn the_table_is_sorted_and_without_duplicates() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
    }
}
