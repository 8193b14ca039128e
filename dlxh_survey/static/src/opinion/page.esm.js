/** The respondent's page: notice, questions, sending. Answers live in this page's
 *  memory until they are sent, and in the queue only while they wait to be sent. */

import { wrong } from "./check.esm.js";
import { shown } from "./conditions.esm.js";
import { drawWord, findProof } from "./proof.esm.js";
import * as queue from "./queue.esm.js";
import { drawQuestion, make, say } from "./widgets.esm.js";

const page = document.getElementById("page");
const wave = Number(document.body.dataset.wave);
//: the fragment never leaves the browser, so the code is in no log (G33)
let code = new URLSearchParams(location.hash.slice(1)).get("m") || "";
history.replaceState(null, "", location.pathname);
//: a phone handed on, or left lying, shows the next person an empty form
const IDLE = 180_000;
const AGAIN = 60_000;
let form, context, place, idle;
//: what the device keeps: is the form here without a network, how many wait, refusals
const device = { ready: false, waits: 0, refused: {} };

function show(...children) {
    page.replaceChildren(...children.filter(Boolean));
    window.scrollTo(0, 0);
    page.focus({ preventScroll: true });
}

function button(label, act, kind = "main") {
    return make("button", { type: "button", class: kind, onclick: act }, label);
}

function begin() {
    context = {
        answers: {},
        problems: {},
        words: form.words,
        lang: form.lang,
        langs: form.definition.langs,
        changed: () => {},
    };
    place = 0;
}

/** Notice first, and an explicit start (G15). */
function drawNotice() {
    const { definition, words } = form;
    const languages = definition.langs.length > 1 ? drawLanguages() : null;
    const asksCode = form.access === "ticket";
    const field = make("input", {
        id: "code",
        type: "text",
        autocomplete: "off",
        autocapitalize: "characters",
        spellcheck: "false",
        value: code,
    });
    show(
        languages,
        make("h1", { dir: "auto" }, say(definition.title, context)),
        say(definition.description, context)
            ? make("p", { dir: "auto" }, say(definition.description, context))
            : null,
        ...form.notice.map((part) =>
            make("p", { dir: "auto" }, make("strong", {}, part.name), " ", part.text)
        ),
        asksCode ? make("label", { for: "code", class: "code" }, words.code) : null,
        asksCode ? field : null,
        button(words.start, () => {
            code = field.value.trim();
            drawPage();
        }),
        deviceNote()
    );
}

/** What a collaborator must know before he leaves, and after he has come back. */
function deviceNote() {
    const note = make("div", { id: "device", class: "help", role: "status" });
    fillNote(note);
    return note;
}

function fillNote(note) {
    const { words } = form;
    const refused = Object.entries(device.refused).flatMap(([state, count]) => [
        make("p", {}, `${words.not_taken} ${count}. ${words.outcomes[state] || ""}`),
    ]);
    note.replaceChildren(
        ...(device.ready && form.access !== "ticket" ? [make("p", {}, words.ready)] : []),
        ...(device.waits
            ? [
                  make("p", {}, `${words.waits} ${device.waits}`),
                  button(words.send_waiting, sendWaiting, "quiet-button"),
              ]
            : []),
        ...refused
    );
}

function updateNote() {
    const note = document.getElementById("device");
    if (note) {
        fillNote(note);
    }
}

async function sendWaiting() {
    const { left, refused } = await queue.sendWaiting().catch(() => ({ left: 0, refused: {} }));
    device.waits = left;
    for (const [state, count] of Object.entries(refused)) {
        device.refused[state] = (device.refused[state] || 0) + count;
    }
    updateNote();
}

/** On a device that many use, a form that was left is not shown to the next one. */
function watchIdle() {
    const again = () => {
        clearTimeout(idle);
        idle = setTimeout(() => {
            begin();
            code = "";
            drawNotice();
        }, IDLE);
    };
    for (const kind of ["pointerdown", "keydown"]) {
        document.addEventListener(kind, again);
    }
}

function drawLanguages() {
    return make(
        "p",
        { class: "languages" },
        ...form.definition.langs.map((lang) =>
            make(
                "button",
                {
                    type: "button",
                    lang: lang.replace("_", "-"),
                    "aria-pressed": String(lang === form.lang),
                    onclick: async () => {
                        await load(lang);
                        drawNotice();
                    },
                },
                form.names[lang] || lang
            )
        )
    );
}

/** The screens of the form: its pages, or each question alone. */
function screens() {
    const { pages, questions } = form.definition;
    const byCode = Object.fromEntries(questions.map((one) => [one.code, one]));
    const asked = shown(form.definition, context.answers);
    const split = form.one_question ? (one) => one.map((code) => [code]) : (one) => [one];
    return pages
        .flatMap((one) =>
            split(one.questions).map((codes) => ({
                title: one.title,
                description: one.description,
                questions: codes.filter((code) => asked.has(code)).map((code) => byCode[code]),
            }))
        )
        .filter((one) => one.questions.length);
}

function drawPage() {
    const { words } = form;
    const all = screens();
    place = Math.min(place, all.length - 1);
    const current = all[place];
    const list = make("div", {});
    const draw = () => {
        const now = screens()[place];
        const focused = document.activeElement?.closest?.("[data-code]")?.dataset.code;
        for (const question of now?.questions || []) {
            if (!list.querySelector(`[data-code="${question.code}"]`)) {
                insert(list, drawQuestion(question, context), now.questions);
            }
        }
        for (const question of now?.questions || []) {
            if (context.problems[question.code] && !problemOf(question)) {
                delete context.problems[question.code];
                const box = list.querySelector(`[data-code="${question.code}"]`);
                box.removeAttribute("aria-invalid");
                box.querySelector(".problem")?.remove();
            }
        }
        const stays = new Set((now?.questions || []).map((one) => one.code));
        for (const box of [...list.querySelectorAll(".question")]) {
            if (!stays.has(box.dataset.code) && box.dataset.code !== focused) {
                box.remove();
            }
        }
    };
    context.changed = draw;
    draw();
    const last = () => place >= screens().length - 1;
    show(
        make("progress", {
            value: place + 1,
            max: all.length,
            "aria-label": `${place + 1}/${all.length}`,
        }),
        say(current.title, context)
            ? make("h2", { dir: "auto" }, say(current.title, context))
            : null,
        say(current.description, context)
            ? make("p", { dir: "auto" }, say(current.description, context))
            : null,
        list,
        make(
            "nav",
            {},
            button(words.back, () => move(-1), "quiet-button"),
            button(last() ? words.send : words.next, () => move(1))
        )
    );
}

/** Keep the order of the questionnaire when a question appears. */
function insert(list, box, questions) {
    const codes = questions.map((one) => one.code);
    const after = [...list.children].find(
        (other) => codes.indexOf(other.dataset.code) > codes.indexOf(box.dataset.code)
    );
    list.insertBefore(box, after || null);
}

function move(step) {
    if (step < 0) {
        context.problems = {};
        if (place === 0) {
            return drawNotice();
        }
        place -= 1;
        return drawPage();
    }
    const all = screens();
    context.problems = {};
    for (const question of all[place].questions) {
        const problem = problemOf(question);
        if (problem) {
            context.problems[question.code] = problem;
        }
    }
    const missing = Object.keys(context.problems)[0];
    if (missing) {
        drawPage();
        return focusOn(missing);
    }
    if (place < all.length - 1) {
        place += 1;
        return drawPage();
    }
    return finish();
}

const problemOf = (question) => wrong(question, context.answers, form.words.problems);

function focusOn(code) {
    const box = page.querySelector(`[data-code="${code}"]`);
    box?.scrollIntoView({ block: "center" });
    box?.querySelector("input, textarea, button")?.focus();
}

/** Send what was asked and answered; what a condition took away is left out. */
async function finish() {
    const { words } = form;
    show(make("p", { role: "status" }, words.sending));
    await new Promise((resolve) => setTimeout(resolve, 20)); // lets the words be seen
    const asked = shown(form.definition, context.answers);
    const answers = Object.fromEntries(
        Object.entries(context.answers).filter(([key]) => asked.has(key.split(".")[0]))
    );
    const word = drawWord();
    const work = findProof(wave, word, form.bits);
    const sheet = { wave, word, work, code, answers, lang: form.lang };
    const kept = await queue.put(sheet).then(
        () => true,
        () => false // a browser in private mode keeps nothing
    );
    const { state, problems } = await queue.send(sheet);
    if (!queue.isPending(state) && kept) {
        await queue.remove(word);
    }
    if (state === "received") {
        sendWaiting(); // the network is there again
    } else if (queue.isPending(state) && kept) {
        device.waits += 1;
    }
    return drawOutcome(state, problems || [], kept);
}

function drawOutcome(state, problems, kept) {
    const { words } = form;
    if (state === "invalid" && problems.length) {
        for (const { question, sentence } of problems) {
            context.problems[question] = sentence;
        }
        place = Math.max(
            0,
            screens().findIndex((one) =>
                one.questions.some((question) => question.code in context.problems)
            )
        );
        drawPage();
        return focusOn(problems[0].question);
    }
    const received = ["received", "already"].includes(state);
    const waits = queue.isPending(state) && kept;
    const sentence = words.outcomes[waits ? "waiting" : state] || words.outcomes.failed;
    const again = [
        received || waits ? null : button(words.back, drawPage, "quiet-button"),
        !received && state === "code" ? button(words.again, drawNotice) : null,
        !received && !waits && queue.isPending(state) ? button(words.retry, finish) : null,
        received || waits ? button(words.another, () => (begin(), drawNotice())) : null,
    ];
    if (received || waits) {
        begin(); // nobody who comes after sees what was answered
        code = "";
    }
    return show(
        make("h1", { role: "status" }, words.titles[received ? "received" : waits ? "waiting" : "failed"]),
        make("p", {}, sentence),
        ...again,
        deviceNote()
    );
}

async function load(lang) {
    const query = lang ? `?lang=${lang}` : "";
    const response = await fetch(`/opinion/${wave}/form${query}`, { credentials: "omit" });
    form = await response.json();
    if (form.state === "open" && form.until < localDay()) {
        form = { state: "closed", sentence: form.words.outcomes.closed }; // kept, and old
    }
    if (form.state === "open") {
        document.documentElement.lang = form.lang.replace("_", "-");
        begin();
    }
}

const localDay = () => new Date().toLocaleDateString("sv", { timeZone: "Asia/Ho_Chi_Minh" });

/** Keep the form on this device, in all its languages, for places without a network. */
async function keepForm() {
    if (!("serviceWorker" in navigator)) {
        return;
    }
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
        device.ready = data === "kept";
        updateNote();
    });
    await navigator.serviceWorker.register("/opinion/worker.js", { scope: "/opinion/" });
    const { active } = await navigator.serviceWorker.ready;
    const address = `/opinion/${wave}/form`;
    const forms = form.definition.langs.map((lang) => `${address}?lang=${lang}`);
    active.postMessage([location.pathname, address, ...forms]);
}

async function start() {
    try {
        await load("");
    } catch {
        return show(make("h1", {}, document.body.dataset.offline));
    }
    if (form.state !== "open") {
        return show(make("h1", {}, form.sentence));
    }
    drawNotice();
    window.addEventListener("online", sendWaiting);
    setInterval(() => device.waits && sendWaiting(), AGAIN);
    if (form.access === "kiosk") {
        watchIdle();
    }
    await sendWaiting();
    return keepForm().catch(() => {}); // not on a page without TLS
}

start();
