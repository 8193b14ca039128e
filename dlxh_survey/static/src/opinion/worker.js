/** Keeps the form usable without a network: what was opened once opens again.
 *  Answers never pass through here; the page keeps them in its own queue. */

const CACHE = "opinion-1";
const FILES = [
    "icon.svg",
    "page.css",
    "page.esm.js",
    "check.esm.js",
    "conditions.esm.js",
    "proof.esm.js",
    "queue.esm.js",
    "widgets.esm.js",
].map((name) => `/opinion/file/${name}`);

self.addEventListener("install", (event) => {
    event.waitUntil(
        caches
            .open(CACHE)
            .then((cache) => cache.addAll(FILES))
            .then(() => self.skipWaiting())
    );
});

self.addEventListener("activate", (event) => {
    event.waitUntil(
        caches
            .keys()
            .then((names) =>
                Promise.all(
                    names.filter((name) => name !== CACHE).map((name) => caches.delete(name))
                )
            )
            .then(() => self.clients.claim())
    );
});

// the page that opened first was fetched before this worker was there to keep it
self.addEventListener("message", (event) => {
    event.waitUntil(
        caches
            .open(CACHE)
            .then((cache) => cache.addAll(event.data))
            .then(() => event.source.postMessage("kept"))
            .catch(async () => {
                const cache = await caches.open(CACHE);
                const kept = await Promise.all(event.data.map((one) => cache.match(one)));
                event.source.postMessage(kept.every(Boolean) ? "kept" : "missing");
            })
    );
});

const PATIENCE = 6000;

function tooLong() {
    return new Promise((_resolve, reject) => setTimeout(reject, PATIENCE, new Error()));
}

/** The network's answer, kept; without a network, or with one that does not answer,
 *  the one kept last. */
async function fresh(request) {
    const cache = await caches.open(CACHE);
    const answer = fetch(request);
    try {
        const response = await Promise.race([answer, tooLong()]);
        if (response.ok) {
            await cache.put(request, response.clone());
        }
        return response;
    } catch {
        answer.catch(() => {}); // it may still fail when nobody waits for it
        return (await cache.match(request)) || answer;
    }
}

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method === "GET" && url.pathname.startsWith("/opinion/")) {
        event.respondWith(fresh(event.request));
    }
});
