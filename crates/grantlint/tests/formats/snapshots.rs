//! The bytes of every format.

use grantlint::render::Format;
use insta::assert_snapshot;

use crate::fixture;

#[test]
fn sarif() {
    assert_snapshot!(fixture::several().render_below("infra/eu", Format::Sarif));
}

#[test]
fn sarif_of_nothing() {
    let text = fixture::none().render(Format::Sarif);
    let (_, results) = text.split_once("\"unicodeCodePoints\"").unwrap();
    assert_snapshot!(results, @r#"
    ,
          "results": []
        }
      ]
    }
    "#);
}

#[test]
fn github() {
    assert_snapshot!(fixture::several().render_below("infra/eu", Format::Github));
}

#[test]
fn github_of_nothing() {
    assert_eq!(fixture::none().render(Format::Github), "");
}

#[test]
fn summary() {
    assert_snapshot!(fixture::several().render_below("infra/eu", Format::Summary));
}

#[test]
fn summary_of_nothing() {
    assert_snapshot!(fixture::none().render(Format::Summary), @r#"
    ## grantlint

    0 files, 0 clients, 0 roles: 0 errors, 0 warnings, 0 notes
    "#);
}

#[test]
fn gitlab() {
    assert_snapshot!(fixture::several().render_below("infra/eu", Format::Gitlab));
}

#[test]
fn gitlab_of_nothing() {
    assert_eq!(fixture::none().render(Format::Gitlab), "[]\n");
}

#[test]
fn junit() {
    assert_snapshot!(fixture::several().render(Format::Junit));
}

#[test]
fn junit_of_nothing() {
    assert_snapshot!(fixture::none().render(Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="grantlint" tests="1" failures="0" errors="0">
      <testsuite name="main.tf" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="main.tf" classname="grantlint.check"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn checkstyle() {
    assert_snapshot!(fixture::several().render(Format::Checkstyle));
}

#[test]
fn checkstyle_of_nothing() {
    assert_snapshot!(fixture::none().render(Format::Checkstyle), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3"/>
    "#);
}

#[test]
fn rdjson() {
    assert_snapshot!(fixture::several().render(Format::Rdjson));
}

#[test]
fn rdjson_of_nothing() {
    assert_snapshot!(fixture::none().render(Format::Rdjson), @r#"
    {
      "source": {
        "name": "grantlint"
      },
      "diagnostics": []
    }
    "#);
}
