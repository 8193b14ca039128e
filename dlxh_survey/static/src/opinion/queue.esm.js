/** Forms that could not be sent yet: kept in the browser, erased once received.
 *
 *  A form is put here before it is sent, so that closing the page loses nothing. Its
 *  one-time word lets the server recognise a second sending, so each counts once.
 *  Nothing on the page opens a form again (G33). */

const STORE = "waiting";

function open() {
    return new Promise((resolve, reject) => {
        const asked = indexedDB.open("opinion", 1);
        asked.onupgradeneeded = () =>
            asked.result.createObjectStore(STORE, { keyPath: "word" });
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
}

async function use(mode, act) {
    const database = await open();
    return new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const asked = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => {
            database.close();
            resolve(asked.result);
        };
        transaction.onerror = () => reject(transaction.error);
    });
}

export const put = (form) => use("readwrite", (store) => store.put(form));
export const remove = (word) => use("readwrite", (store) => store.delete(word));
export const waiting = () => use("readonly", (store) => store.getAll());

/** Send one form.
 *  @returns {{state: string, problems: Array}} "offline" when nobody answered */
export async function send(form) {
    let response;
    try {
        response = await fetch(`/opinion/${form.wave}/answer`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            credentials: "omit",
            referrerPolicy: "no-referrer",
            // a network that does not answer is none
            signal: AbortSignal.timeout?.(20_000),
            body: JSON.stringify(form),
        });
    } catch {
        return { state: "offline", problems: [] };
    }
    if (response.status === 413) {
        return { state: "large", problems: [] };
    }
    try {
        return await response.json();
    } catch {
        return { state: "offline", problems: [] };
    }
}

/** What needs another try later; everything else is final. */
export const isPending = (state) => ["offline", "busy"].includes(state);

/** Send all that waits; forms that are received or finally refused are erased.
 *  @returns {{left: number, refused: Object}} how many still wait, and how many were
 *      not taken, by the state that the server told */
export async function sendWaiting() {
    let left = 0;
    const refused = {};
    for (const form of await waiting()) {
        const { state } = await send(form);
        if (isPending(state)) {
            left++;
            continue;
        }
        await remove(form.word);
        if (!["received", "already"].includes(state)) {
            refused[state] = (refused[state] || 0) + 1;
        }
    }
    return { left, refused };
}
