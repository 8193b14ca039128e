import {CLIPBOARD_WHITELISTS} from "@html_editor/core/clipboard_plugin";

// The editor drops the spans of cells when it pastes a table: cells that were joined
// in Word would come apart. What else Word adds is taken away on the server.
for (const name of ["colspan", "rowspan"]) {
    if (!CLIPBOARD_WHITELISTS.attributes.includes(name)) {
        CLIPBOARD_WHITELISTS.attributes.push(name);
    }
}
