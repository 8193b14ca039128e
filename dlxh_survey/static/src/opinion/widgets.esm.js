/** One question on the page. Every widget is made of the browser's own inputs, so
 *  keyboards and screen readers work as everywhere.
 *
 *  A widget reads and writes `answers` in the form of the wire (see
 *  questionnaire/codec.py) and calls `changed()` after each change. */

/** The text in the language of the page, or in the questionnaire's first one. */
export function say(text, context) {
    return text ? text[context.lang] || text[context.langs[0]] || "" : "";
}

/** Make an element: `make("p", {class: "help"}, "text", child)`. */
export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) {
            element.addEventListener(name.slice(2), value);
        } else if (value !== false && value !== null && value !== undefined) {
            element.setAttribute(name, value === true ? "" : value);
        }
    }
    element.append(...children.filter((child) => child !== null));
    return element;
}

const text = (value) => make("span", { dir: "auto" }, value);

function put(answers, code, value) {
    const empty = value === "" || value === null || (Array.isArray(value) && !value.length);
    if (empty) {
        delete answers[code];
    } else {
        answers[code] = value;
    }
}

/** The text beside an option that asks for one. */
function otherText(question, option, context) {
    const key = `${question.code}.other`;
    const known = context.answers[key]?.[option.code] || "";
    return make("input", {
        type: "text",
        class: "other",
        value: known,
        maxlength: 500,
        dir: "auto",
        placeholder: context.words.other,
        "aria-label": `${say(option.label, context)}: ${context.words.other}`,
        oninput: (event) => {
            const texts = { ...context.answers[key] };
            put(texts, option.code, event.target.value.trim());
            put(context.answers, key, Object.keys(texts).length ? texts : null);
        },
    });
}

function dropOther(question, option, context) {
    const key = `${question.code}.other`;
    const texts = { ...context.answers[key] };
    delete texts[option.code];
    put(context.answers, key, Object.keys(texts).length ? texts : null);
}

function choice(question, context, { type, isChosen, choose }) {
    const list = make("div", { class: "options" });
    const draw = () => {
        list.replaceChildren(
            ...question.options.map((option) => {
                const chosen = isChosen(option);
                const input = make("input", {
                    type,
                    name: question.code,
                    value: option.code,
                    checked: chosen,
                    onchange: (event) => {
                        choose(option, event.target.checked);
                        const kept = event.target.value;
                        draw();
                        list.querySelector(`input[value="${kept}"]`)?.focus();
                        context.changed();
                    },
                });
                const label = make("label", {}, input, text(say(option.label, context)));
                const asks = option.other && chosen;
                return asks
                    ? make("div", {}, label, otherText(question, option, context))
                    : label;
            })
        );
    };
    draw();
    return list;
}

function single(question, context) {
    const { answers } = context;
    return choice(question, context, {
        type: "radio",
        isChosen: (option) => answers[question.code] === option.code,
        choose: (option) => {
            for (const other of question.options.filter((one) => one !== option)) {
                dropOther(question, other, context);
            }
            answers[question.code] = option.code;
        },
    });
}

/** The codes after one was marked or unmarked; some stand alone. */
function marked(question, codes, option, on) {
    const alone = question.options.filter((one) => one.exclusive).map((one) => one.code);
    const others = codes.filter((code) => code !== option.code);
    if (!on) {
        return others;
    }
    const stay = option.exclusive ? [] : others.filter((code) => !alone.includes(code));
    return [...stay, option.code];
}

function multiple(question, context) {
    const { answers } = context;
    const chosen = () => answers[question.code] || [];
    return choice(question, context, {
        type: "checkbox",
        isChosen: (option) => chosen().includes(option.code),
        choose: (option, on) => {
            const codes = marked(question, chosen(), option, on);
            for (const other of question.options) {
                if (!codes.includes(other.code)) {
                    dropOther(question, other, context);
                }
            }
            put(answers, question.code, codes);
        },
    });
}

/** Ranking: choose the best first; choosing again takes back. */
function ranking(question, context) {
    const { answers, words } = context;
    const list = make("div", { class: "options ranking" });
    const draw = (focused) => {
        const codes = answers[question.code] || [];
        list.replaceChildren(
            ...question.options.map((option) => {
                const place = codes.indexOf(option.code) + 1;
                const button = make(
                    "button",
                    {
                        type: "button",
                        "aria-pressed": String(place > 0),
                        onclick: () => {
                            const next = place
                                ? codes.filter((code) => code !== option.code)
                                : [...codes, option.code];
                            put(answers, question.code, next);
                            draw(option.code);
                            context.changed();
                        },
                    },
                    make("span", { class: "place", "aria-hidden": "true" }, place ? `${place}` : "–"),
                    text(say(option.label, context)),
                    make("span", { class: "quiet" }, place ? ` ${words.place} ${place}` : "")
                );
                button.dataset.code = option.code;
                return button;
            })
        );
        if (focused) {
            list.querySelector(`[data-code="${focused}"]`)?.focus();
        }
    };
    draw();
    return list;
}

function matrix(question, context, many) {
    const { answers } = context;
    const rows = question.rows.map((row) => {
        const boxes = question.options.map((option) => {
            const given = answers[question.code]?.[row.code];
            return make(
                "label",
                {},
                make("input", {
                    type: many ? "checkbox" : "radio",
                    name: `${question.code}.${row.code}`,
                    value: option.code,
                    checked: many ? given?.includes(option.code) : given === option.code,
                    onchange: (event) => {
                        const all = { ...answers[question.code] };
                        const codes = many
                            ? marked(question, all[row.code] || [], option, event.target.checked)
                            : option.code;
                        put(all, row.code, codes);
                        put(answers, question.code, Object.keys(all).length ? all : null);
                        const boxes = event.target.closest(".columns").querySelectorAll("input");
                        for (const box of many ? boxes : []) {
                            box.checked = codes.includes(box.value);
                        }
                        context.changed();
                    },
                }),
                text(say(option.label, context))
            );
        });
        return make(
            "fieldset",
            { class: "row" },
            make("legend", { dir: "auto" }, say(row.label, context)),
            make("div", { class: "columns" }, ...boxes)
        );
    });
    return make("div", { class: "matrix" }, ...rows);
}

/** What the end of a scale means, for those who do not see it below the numbers. */
function endOf(question, value, context) {
    const end = { [question.min]: "min", [question.max]: "max" }[value];
    return end ? say(question.labels?.[end], context) : "";
}

/** Up to eleven points stand in one row, so that the ends stand above their words. */
function pointsOf(points) {
    const row = make("div", { class: "points" }, ...points);
    if (points.length <= 11) {
        row.style.gridTemplateColumns = `repeat(${points.length}, minmax(0, 1fr))`;
    }
    return row;
}

function scale(question, context) {
    const { answers } = context;
    const points = [];
    for (let value = question.min; value <= question.max; value++) {
        points.push(
            make(
                "label",
                {},
                make("input", {
                    type: "radio",
                    name: question.code,
                    value,
                    "aria-label": [value, endOf(question, value, context)].filter(Boolean).join(", "),
                    checked: answers[question.code] === value,
                    onchange: () => {
                        answers[question.code] = value;
                        context.changed();
                    },
                }),
                make("span", {}, `${value}`)
            )
        );
    }
    const ends = ["min", "mid", "max"].map((end) =>
        make("span", { dir: "auto" }, say(question.labels?.[end], context))
    );
    return make(
        "div",
        { class: "scale" },
        pointsOf(points),
        make("div", { class: "ends" }, ...ends)
    );
}

function number(question, context) {
    const { answers } = context;
    return make("input", {
        type: "text",
        inputmode: question.decimals ? "decimal" : "numeric",
        autocomplete: "off",
        "aria-labelledby": `title-${question.code}`,
        value: answers[question.code] ?? "",
        oninput: (event) => {
            const said = event.target.value.trim().replace(/\s/g, "").replace(",", ".");
            const value = said === "" ? null : Number(said);
            put(answers, question.code, Number.isNaN(value) ? said : value);
        },
        onchange: () => context.changed(),
    });
}

function line(question, context, attributes) {
    const { answers } = context;
    const tag = question.type === "long_text" ? "textarea" : "input";
    const field = make(tag, {
        autocomplete: "off",
        dir: "auto",
        maxlength: question.max_length || null,
        "aria-labelledby": `title-${question.code}`,
        oninput: (event) => put(answers, question.code, event.target.value.trim()),
        onchange: () => context.changed(),
        ...attributes,
    });
    field.value = answers[question.code] ?? "";
    return field;
}

const WIDGETS = {
    single,
    multiple,
    ranking,
    matrix_single: (question, context) => matrix(question, context, false),
    matrix_multiple: (question, context) => matrix(question, context, true),
    scale,
    number,
    date: (question, context) => line(question, context, { type: "date" }),
    text: (question, context) => line(question, context, { type: "text" }),
    long_text: (question, context) => line(question, context, { rows: 4 }),
};

/** The whole question: its words, its input and what is wrong with the answer. */
export function drawQuestion(question, context) {
    const problem = context.problems[question.code];
    const title = make(
        "legend",
        { id: `title-${question.code}`, dir: "auto" },
        say(question.title, context),
        question.required
            ? make("abbr", { title: context.words.required, class: "required" }, " *")
            : null
    );
    const { words } = context;
    const how = { multiple: words.choose_many, ranking: words.rank }[question.type];
    const help = [say(question.help, context), how].filter(Boolean).join(" ");
    const box = make(
        "fieldset",
        { class: "question", "aria-invalid": problem ? "true" : null },
        title,
        help ? make("p", { class: "help", dir: "auto" }, help) : null,
        problem ? make("p", { class: "problem", role: "alert" }, problem) : null,
        WIDGETS[question.type](question, context)
    );
    box.dataset.code = question.code;
    return box;
}
