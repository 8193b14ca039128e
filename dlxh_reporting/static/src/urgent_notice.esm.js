import {registry} from "@web/core/registry";

/**
 * Tell of an urgent sheet until the officer closes it. At the foot of the screen, for
 * he goes on working meanwhile, and what he works with is at the head of a form.
 */
const urgentNotice = {
    dependencies: ["bus_service", "notification"],
    start(env, {bus_service, notification}) {
        bus_service.subscribe("dlxh_alert", ({title, message}) => {
            notification.add(message, {
                title,
                type: "danger",
                sticky: true,
                className: "o_dlxh_urgent_notice",
            });
        });
        bus_service.start();
    },
};

registry.category("services").add("dlxh_urgent_notice", urgentNotice);
