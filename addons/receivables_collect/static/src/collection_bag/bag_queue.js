import {browser} from "@web/core/browser/browser";
import {session} from "@web/session";
import {user} from "@web/core/user";

/**
 * Entries keyed in and not sent yet, kept in the browser: they survive a lost
 * connection and a closed page. Each has a key of its own, by which the server
 * carries it out once, however often it is sent.
 */
export class BagQueue {
    constructor() {
        this.name = `collection_bag:${session.db}:${user.userId}`;
    }

    load() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.name)) || {};
        } catch {
            return {};
        }
    }

    save(data) {
        browser.localStorage.setItem(this.name, JSON.stringify(data));
    }
}

/** A key that no other phone makes; `crypto.randomUUID` needs a secure page. */
export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return a picture small enough to be kept and sent, as base64. */
export async function readPhoto(file, size = 1280) {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, size / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.7).split(",")[1];
}
