/** The little work a form asks for (see intake/proof.py), and the SHA-256 it needs:
 *  crypto.subtle is not there on a page without TLS, and is slow for tiny texts.
 *  FIPS 180-4, section 6.2. */

const primes = [];
for (let n = 2; primes.length < 64; n++) {
    if (primes.every((prime) => n % prime)) {
        primes.push(n);
    }
}
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = primes.map((prime) => fraction(Math.cbrt(prime)));
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/** The eight 32-bit words of the hash of a text of ASCII characters. */
export function sha256(text) {
    const length = text.length;
    const words = new Int32Array((((length + 8) >> 6) + 1) * 16);
    for (let i = 0; i < length; i++) {
        words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    }
    words[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
    words[words.length - 1] = length * 8;
    const hash = [...START];
    const w = new Int32Array(64);
    for (let block = 0; block < words.length; block += 16) {
        let [a, b, c, d, e, f, g, h] = hash;
        for (let i = 0; i < 64; i++) {
            if (i < 16) {
                w[i] = words[block + i];
            } else {
                const x = w[i - 15];
                const y = w[i - 2];
                const small0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
                const small1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
                w[i] = w[i - 16] + small0 + w[i - 7] + small1;
            }
            const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
            const one = (h + big1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
            const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
            const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
        }
        [a, b, c, d, e, f, g, h].forEach((value, i) => {
            hash[i] = (hash[i] + value) | 0;
        });
    }
    return hash;
}

/** A word that no other form bears: 32 hexadecimal digits. */
export function drawWord() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Find the number that proves the work; at most 32 bits are asked for. */
export function findProof(wave, word, bits) {
    for (let number = 0; ; number++) {
        if (sha256(`${wave}:${word}:${number}`)[0] >>> (32 - bits) === 0) {
            return number;
        }
    }
}
