import {downloadFile} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/** Save a file that came with the answer of a button and is kept nowhere else. */
async function saveFile(env, action) {
    const {content, name, stay} = action.params;
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const type = name.endsWith(".pdf") ? "application/pdf" : "application/octet-stream";
    await downloadFile(new Blob([bytes], {type}), name, type);
    return stay ? null : {type: "ir.actions.act_window_close"};
}

registry.category("actions").add("dlxh_survey_save_file", saveFile);
