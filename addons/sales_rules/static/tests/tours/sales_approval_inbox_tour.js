import {registry} from "@web/core/registry";

const INBOX = "/odoo/action-sales_rules.sales_approval_action_inbox";
const EMPTY = ".o_view_nocontent:contains(Nothing waits for your decision)";

// one card held long enough selects it, as on every kanban of the web client
function holdCard() {
    const touch = new Touch({identifier: 1, target: this.anchor});
    this.anchor.dispatchEvent(
        new TouchEvent("touchstart", {bubbles: true, touches: [touch]})
    );
}

registry.category("web_tour.tours").add("sales_approval_inbox_phone", {
    url: INBOX,
    steps: () => [
        {
            content: "Twenty cards, each with two big buttons",
            trigger: ".o_kanban_record:not(.o_kanban_ghost):eq(19) button.o_approve",
        },
        {
            content: "Hold a card to select it",
            trigger: ".o_kanban_record:not(.o_kanban_ghost):first",
            run: holdCard,
        },
        {
            content: "Select the others",
            trigger: ".o_selection_box .o_select_domain",
            run: "click",
        },
        {
            content: "All twenty are selected",
            trigger: ".o_selection_box:contains(20)",
        },
        {
            content: "The actions on them",
            trigger: ".o_cp_action_menus button",
            run: "click",
        },
        {
            content: "Approve all at once",
            trigger: ".o_menu_item:contains(Approve)",
            run: "click",
        },
        {content: "The inbox is empty", trigger: EMPTY},
    ],
});

registry.category("web_tour.tours").add("sales_approval_inbox_card", {
    url: INBOX,
    steps: () => [
        {
            content: "Approve on the card, without a dialog",
            trigger: ".o_kanban_record:contains(Customer 1:) button.o_approve",
            run: "click",
        },
        {
            content: "The card is gone",
            trigger: "body:not(:has(.o_kanban_record:contains(Customer 1:)))",
        },
        {
            content: "Reject on the card",
            trigger:
                ".o_kanban_record:contains(Customer 2:) button[name=action_ask_rejection]",
            run: "click",
        },
        {
            content: "Take a common reason",
            trigger: ".o_dialog input[type=radio][data-value=papers]",
            run: "click",
        },
        {
            content: "Reject",
            trigger: ".o_dialog footer button:contains(Reject)",
            run: "click",
        },
        {content: "The inbox is empty", trigger: EMPTY},
    ],
});

registry.category("web_tour.tours").add("sales_approval_inbox_list", {
    url: INBOX,
    steps: () => [
        {
            content: "Everything needed to decide is in the row",
            trigger:
                ".o_data_row:contains(Customer 3:) td[name=amount_text]:contains(5,000.00)",
        },
        {
            content: "Approve in the row",
            trigger: ".o_data_row:contains(Customer 3:) button[name=action_approve]",
            run: "click",
        },
        {
            content: "The list keeps its place without the row",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Customer 3:)))",
        },
        {
            content: "Select the others",
            trigger: ".o_list_record_selector input",
            run: "click",
        },
        {
            content: "Reject them together",
            trigger: ".o_selection_container button[name=action_ask_rejection]",
            run: "click",
        },
        {
            content: "It says how many",
            trigger: ".modal-body:contains(This concerns)",
        },
        {
            content: "Type the reason",
            trigger: ".o_dialog div[name=reason] textarea",
            run: "edit Not this month",
        },
        {
            content: "Reject",
            trigger: ".o_dialog footer button:contains(Reject)",
            run: "click",
        },
        {content: "The inbox is empty", trigger: EMPTY},
    ],
});
