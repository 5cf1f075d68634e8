//! A page in a real browser: headless Chromium, driven over the WebDriver protocol.
//!
//! Without Chromium on the machine the tests here say so and prove nothing, unless
//! `ASCOLTO_REQUIRE_TOOLS` is set, as it is where every landing is checked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ascolto::render::chart::{self, Cell, Column, Table};
use ascolto::words::Language;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// How long one answer of the browser may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one empty page.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Opens a browser; `None` where there is none and nobody insists.
    fn open() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut driver) = started else {
            let is_required = std::env::var_os("ASCOLTO_REQUIRE_TOOLS").is_some();
            assert!(
                !is_required,
                "chromedriver is needed here and cannot be started"
            );
            let words = "no chromedriver on this machine: the page was not tried in a browser\n";
            let _ = std::io::stderr().write_all(words.as_bytes());
            return None;
        };
        let said = BufReader::new(driver.stdout.take().expect("stdout is piped"));
        let port = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let rest = line.split_once("successfully on port ")?.1;
                rest.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says its port");
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
        };
        let options = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-background-networking", "--window-size=1280,900",
            ]},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let session = browser.send("POST", "/session", &options);
        browser.session = session["sessionId"]
            .as_str()
            .expect("a session has an id")
            .to_owned();
        Some(browser)
    }

    /// Sends one request and gives the value of its answer.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.request(method, path, body);
        let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        let value = answer["value"].clone();
        assert!(value.get("error").is_none(), "{method} {path}: {value:#}");
        value
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> String {
        let body = if method == "POST" {
            body.to_string()
        } else {
            String::new()
        };
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a timeout can be set");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("the request is sent");
        // The connection stays open: the length says where the answer ends.
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader
                .read_line(&mut line)
                .expect("the head of the answer is read");
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length is a number");
            }
            if line.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("the answer is read");
        String::from_utf8(answer).expect("the answer is UTF-8")
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.send("POST", &format!("/session/{}/{path}", self.session), &body)
    }

    fn visit(&self, page: &Path) {
        self.post("url", json!({"url": address(page)}));
    }

    /// Evaluates an expression in the page.
    fn value(&self, expression: &str) -> Value {
        self.post(
            "execute/sync",
            json!({"script": format!("return {expression};"), "args": []}),
        )
    }

    fn words(&self, expression: &str) -> Vec<String> {
        let value = self.value(expression);
        let words = value.as_array().expect("a list").iter();
        words
            .map(|one| one.as_str().expect("words").to_owned())
            .collect()
    }

    /// Finds an element by a CSS selector.
    fn find(&self, selector: &str) -> String {
        let found = self.post(
            "element",
            json!({"using": "css selector", "value": selector}),
        );
        let found = found.as_object().and_then(|found| found.values().next());
        found
            .and_then(Value::as_str)
            .expect("an element has an id")
            .to_owned()
    }

    fn click(&self, selector: &str) {
        self.post(&format!("element/{}/click", self.find(selector)), json!({}));
    }

    fn type_into(&self, selector: &str, keys: &str) {
        self.post(
            &format!("element/{}/value", self.find(selector)),
            json!({"text": keys}),
        );
    }

    /// Presses keys wherever the focus is.
    fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()}))
            })
            .collect();
        self.post(
            "actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}),
        );
    }

    /// Speaks to the browser itself.
    fn browser(&self, command: &str, parameters: Value) -> Value {
        self.post(
            "goog/cdp/execute",
            json!({"cmd": command, "params": parameters}),
        )
    }

    /// Gives what the browser complained of since it was last asked.
    fn complaints(&self) -> Vec<String> {
        let log = self.post("se/log", json!({"type": "browser"}));
        let log = log.as_array().expect("a log is a list").iter();
        log.map(|entry| entry["message"].to_string()).collect()
    }

    /// Gives the addresses the browser asked for since it was last asked.
    fn requests(&self) -> Vec<String> {
        let log = self.post("se/log", json!({"type": "performance"}));
        let entries = log.as_array().expect("a log is a list").iter();
        entries
            .filter_map(|entry| {
                let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
                let message = &message["message"];
                let is_request = message["method"] == "Network.requestWillBeSent";
                let address = message["params"]["request"]["url"].as_str()?;
                is_request.then(|| address.to_owned())
            })
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Closes the browser; a test that has failed already says why.
            let _ = self.request(
                "DELETE",
                &format!("/session/{}", self.session),
                &Value::Null,
            );
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn address(page: &Path) -> String {
    format!("file://{}", page.display())
}

/// Forty clients with one conversation each, every third with two, told to the program as a user
/// would; some names are out to do harm.
fn forty_clients(sandbox: &Sandbox) {
    let first = [
        "Anna", "Bruno", "Carla", "Dario", "Élise", "Franca", "Gino", "Hana",
    ];
    let last = [
        "Rossi",
        "Verdi",
        "<script>alert(1)</script>",
        "& Figli ]]>",
        "d'\"Angelo",
    ];
    let pick = |options: &[&'static str], at: usize| options[at % options.len()];
    for at in 0..40 {
        let name = format!("{} {}", pick(&first, at), pick(&last, at / 8));
        let experience = pick(&["first_time", "regular", "seasoned"], at);
        let problems = match experience {
            "first_time" => "reassurance = [\"method\"]\n",
            _ => "past_problems = [\"delays\", \"costs\"]\n",
        };
        let intake = format!(
            "[client]\nlanguage = \"{}\"\nhours_per_month = {}\nstart = 2026-09-01\n\n[answers]\n\
             time_available = \"full\"\nprivacy_ok = true\nneed = \"The post\"\ndelegated_before = \"{experience}\"\n{problems}\
             involvement = \"{}\"\nupdate_cadence = \"{}\"\nchannels = [\"{}\", \"in_person\"]\n\
             contact_hours = \"mon-fri {:02}:00-13:00\"\nfirst_result = 2026-12-{:02}\n",
            pick(&["it", "en"], at),
            4 + at % 20,
            pick(
                &["hands_off", "key_points", "collaborative", "hands_on"],
                at / 2
            ),
            pick(
                &[
                    "problems_only",
                    "milestones",
                    "weekly",
                    "few_times_week",
                    "daily"
                ],
                at / 3
            ),
            pick(&["email", "phone", "messages"], at),
            8 + at % 3,
            1 + at % 28,
        );
        tell(sandbox, &name, "intake", "2026-10-01", &intake);
        if at % 3 == 0 {
            let fit = pick(&["met", "mostly", "partly", "exceeded"], at / 3);
            let check_in = format!(
                "[answers]\nci_purpose_1 = \"Calendar\"\nci_fit_1 = \"{fit}\"\nci_more_1 = false\nci_next = 2026-12-01\n"
            );
            tell(sandbox, &name, "check-in", "2026-11-10", &check_in);
        }
    }
}

fn tell(sandbox: &Sandbox, name: &str, script: &str, day: &str, answers: &str) {
    let file = sandbox.file("answers.toml", answers);
    let file = file.to_string_lossy();
    let run = sandbox.run(&["interview", name, script, "--answers", &file, "--on", day]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{name}: {}", run.err);
}

const NAMES: &str = "Array.from(document.querySelectorAll('#clients tbody tr:not([hidden]) th'), (one) => one.textContent)";

#[test]
fn the_page_of_forty_clients_works_in_a_browser() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let sandbox = Sandbox::new();
    forty_clients(&sandbox);
    let run = sandbox.run(&["compare", "--format", "html", "--on", "2026-11-21"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = sandbox.file("page.html", &run.out);
    browser.visit(&page);
    let names = browser.words(NAMES);
    assert_eq!(names.len(), 40);
    assert_eq!(browser.value("document.scripts.length"), 1);
    sorts(&browser, &names);
    narrows(&browser);
    is_read_aloud(&browser);
    looks_right(&browser);
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert_eq!(
        browser.requests(),
        [address(&page)],
        "nothing else is asked for"
    );
    can_be_read_without_its_script(&browser, &page);
}

/// The head of a column sorts by click and by key, there and back.
fn sorts(browser: &Browser, names: &[String]) {
    let mut sorted = names.to_vec();
    browser.click("#clients thead th:first-child button");
    let found = browser.words(NAMES);
    assert_eq!(
        (&found[0][..], &found[39][..]),
        ("Anna & Figli ]]>", "Hana Verdi")
    );
    assert_ne!(found, names);
    browser.press("\u{e007}");
    let mut turned = browser.words(NAMES);
    let state = "document.querySelector('#clients th').getAttribute('aria-sort')";
    assert_eq!(browser.value(state), "descending");
    turned.reverse();
    assert_eq!(turned, found);
    let outline = "getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(browser.value(outline), "solid", "the focus can be seen");
    sorted.sort();
    let mut all = found;
    all.sort();
    assert_eq!(all, sorted, "nobody is lost");
}

/// Words and choices narrow the table, and how many are left is said.
fn narrows(browser: &Browser) {
    let shown = "document.getElementById('shown').textContent";
    assert_eq!(browser.value(shown), "40 of 40 clients");
    browser.type_into("#search", "elise rossi");
    assert_eq!(browser.words(NAMES), ["Élise Rossi"]);
    assert_eq!(browser.value(shown), "1 of 40 clients");
    browser.click("#controls button[type=reset]");
    assert_eq!(browser.words(NAMES).len(), 40);
    let choices = browser.value("document.querySelectorAll('#controls select').length");
    assert!(choices.as_u64() > Some(3), "{choices}");
    browser
        .click("#controls select:has(option[value='Hands it over']) option[value='Hands it over']");
    assert_eq!(browser.words(NAMES).len(), 10);
    browser.click("#controls button[type=reset]");
}

/// A screen reader hears every chart as a picture with a name, and the table with its heads.
fn is_read_aloud(browser: &Browser) {
    let tree = browser.browser("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().expect("a tree has nodes");
    let of_role = |role: &str| -> Vec<&Value> {
        nodes
            .iter()
            .filter(|node| node["role"]["value"] == role && node["ignored"] != true)
            .collect()
    };
    let images = of_role("image");
    assert_eq!(images.len(), 9);
    for image in images {
        assert_ne!(image["name"]["value"].as_str(), Some(""), "{image:#}");
        assert_ne!(
            image["description"]["value"].as_str(),
            Some(""),
            "{image:#}"
        );
    }
    assert!(of_role("columnheader").len() >= 11);
    assert_eq!(of_role("rowheader").len(), 40);
}

/// Both colour schemes can be read, a small screen needs no scrolling sideways, and it prints.
fn looks_right(browser: &Browser) {
    let paper = "getComputedStyle(document.body).backgroundColor";
    let ink = "getComputedStyle(document.querySelector('figure svg text')).fill";
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.browser("Emulation.setEmulatedMedia", media);
        let (paper, ink) = (browser.value(paper), browser.value(ink));
        assert!(contrast(&paper, &ink) >= 4.5, "{scheme}: {paper} {ink}");
        papers.push(paper);
    }
    assert_ne!(papers[0], papers[1]);
    let small = json!({"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": false});
    browser.browser("Emulation.setDeviceMetricsOverride", small);
    let width = browser.value("document.documentElement.scrollWidth");
    assert!(width.as_u64() <= Some(400), "{width}");
    let pdf = browser.post("print", json!({}));
    let pdf = pdf.as_str().expect("a print is words");
    assert!(pdf.starts_with("JVBERi") && pdf.len() > 20_000, "no PDF");
}

/// Gives the contrast of two colours as `rgb(…)`, by the formula of WCAG 2.
fn contrast(one: &Value, other: &Value) -> f64 {
    let light = |colour: &Value| {
        let words = colour.as_str().expect("a colour is words");
        let inside = words.trim_start_matches("rgb(").trim_end_matches(')');
        let parts = inside
            .split(", ")
            .map(|part| part.parse::<f64>().expect("a number") / 255.0);
        let linear = parts.map(|part| match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        });
        linear
            .zip([0.2126, 0.7152, 0.0722])
            .map(|(part, weight)| part * weight)
            .sum::<f64>()
            + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

fn can_be_read_without_its_script(browser: &Browser, page: &Path) {
    browser.browser(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    );
    browser.visit(page);
    assert_eq!(
        browser.value("document.getElementById('controls').hidden"),
        true
    );
    assert_eq!(browser.words(NAMES).len(), 40);
    assert_eq!(
        browser.value("document.querySelectorAll('#clients button').length"),
        0
    );
}

#[test]
fn a_thousand_rows_sort_and_narrow() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let cell = |words: String, key: usize| Cell {
        choice: Some(words.clone()),
        words,
        key: Some(key.to_string()),
    };
    let table = Table {
        columns: ["Client", "Contacts"]
            .map(|label| Column {
                label: label.to_owned(),
                is_choice: label == "Contacts",
            })
            .into(),
        rows: (0..1000)
            .map(|at| {
                vec![
                    cell(format!("Client {at}"), at),
                    cell((at * 7 % 10).to_string(), at * 7 % 10),
                ]
            })
            .collect(),
        notes: Vec::new(),
    };
    let page = chart::page(&table, &[], "21 November 2026", Language::En);
    let sandbox = Sandbox::new();
    browser.visit(&sandbox.file("page.html", &page));
    browser.click("#clients thead th:nth-child(2) button");
    let names = browser.words(NAMES);
    assert_eq!(
        names[..2],
        ["Client 0", "Client 10"],
        "equals stay in their order"
    );
    assert_eq!(names[999], "Client 997");
    browser.type_into("#search", "client 99");
    assert_eq!(browser.words(NAMES).len(), 19);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
