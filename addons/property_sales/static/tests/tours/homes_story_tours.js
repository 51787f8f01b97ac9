import {hasTouch} from "@web/core/browser/feature_detection";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Press a button of the form's header; a question after it is answered with yes. */
const press = (label, isAsked) => [
    {
        content: label,
        trigger: `.o_statusbar_buttons button:enabled:contains(${label})`,
        run: "click",
    },
    ...(isAsked
        ? [
              {
                  content: "Yes",
                  trigger: ".modal footer .btn-primary:enabled",
                  run: "click",
              },
          ]
        : []),
];

/** On a phone one button shows the state alone. */
const reached = (state) => ({
    content: `The document is ${state}`,
    trigger: hasTouch()
        ? `.o_statusbar_status button:contains(${state})`
        : `.o_statusbar_status .o_arrow_button_current:contains(${state})`,
});

/** Approve in the inbox: a row on a desk, a card on a phone. */
const approve = (name, figures) => [
    {
        content: "The figures to decide on",
        isActive: ["mobile"],
        trigger: `.o_kanban_record:contains(${name}):contains(${figures})`,
    },
    {
        content: "Approve",
        trigger: `.o_data_row:contains(${name}) button[name=action_approve], .o_kanban_record:contains(${name}) button.o_approve`,
        run: "click",
    },
    {
        content: "Nothing waits any more",
        trigger: ".o_view_nocontent:contains(Nothing waits for your decision)",
    },
];

/** Open a document from where money stands: behind the bolt on a phone. */
const follow = (label) => [
    {
        isActive: ["mobile"],
        content: "Its other documents",
        trigger: ".o_control_panel button:has(.fa-bolt), .o-form-buttonbox-small",
        run: "click",
    },
    {
        content: label,
        trigger: `.oe_stat_button:contains(${label}), .o-dropdown--menu .oe_stat_button:contains(${label})`,
        run: "click",
    },
];

const back = (name) => [
    {
        isActive: ["mobile"],
        content: "Back",
        trigger: ".o_back_button",
        run: "click",
    },
    {
        isActive: ["desktop"],
        content: "Back",
        trigger: `.breadcrumb-item a:contains(${name}), .o_back_button:contains(${name})`,
        run: "click",
    },
];

const edit = (field, value, where = "") => ({
    content: `${field}: ${value}`,
    trigger: `${where} .o_field_widget[name=${field}] :is(input, textarea)`,
    run: `edit ${value}`,
});

tours.add("property_story_plan", {
    steps: () => [...press("Submit"), reached("Submitted")],
});

tours.add("property_story_decide_plan", {
    steps: () => approve("Riverside", "targets of 4 homes"),
});

tours.add("property_story_permit", {
    steps: () => [...press("Validate", true), reached("Valid")],
});

tours.add("property_story_sign_investment", {
    steps: () => [...press("Sign for Investment", true), reached("Signed Once")],
});

tours.add("property_story_sign_marketing", {
    steps: () => [
        {
            content: "The homes with their areas",
            trigger: "[name=line_ids]:contains(Riverside 1 401):contains(100.00)",
        },
        ...press("Sign for Marketing", true),
        reached("Signed by Both"),
    ],
});

tours.add("property_story_decide_areas", {
    steps: () => approve("Riverside 1", "gross 400.00"),
});

tours.add("property_story_file", {
    steps: () => [
        ...press("File"),
        edit("reason", "FB-2026-7", ".modal"),
        {
            content: "File",
            trigger: ".modal footer button:contains(File)",
            run: "click",
        },
        reached("Filed"),
    ],
});

tours.add("property_story_prices", {
    steps: () => [...press("Submit"), reached("Submitted")],
});

tours.add("property_story_decide_prices", {
    steps: () => approve("Prices", "4 homes for"),
});

tours.add("property_story_release", {
    steps: () => [
        ...press("Put on Sale"),
        reached("Released"),
        {
            content: "Its development",
            trigger: ".o_field_widget[name=development_id] a",
            run: "click",
        },
        ...press("Begin to Sell"),
        reached("On Sale"),
    ],
});

/** Take money on a reservation with the voucher that is proposed; `steps` say how. */
const take = (number, steps) => [
    ...press("Take Money"),
    {
        content: "The next voucher of the bag",
        trigger: `.o_field_widget[name=voucher_id] input:value(${number})`,
    },
    ...steps,
    ...press("Record as Collected"),
    reached("Collected"),
];

const line = (field) => `[name=method_ids] .o_data_row [name=${field}]`;

tours.add("property_story_sell", {
    steps: () => [
        {
            content: "A home that is free",
            trigger: ".o_unit_tile.o_unit_available:contains(101)",
            run: "click",
        },
        {content: "Hold it", trigger: ".modal .o_reserve", run: "click"},
        {
            isActive: ["desktop"],
            ...edit("partner_id", "Chen Mei", ".modal"),
        },
        {
            isActive: ["mobile"],
            content: "For a customer",
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "click",
        },
        {
            content: "The customer is found",
            trigger:
                ".ui-autocomplete a:contains(Chen Mei), .modal .o_kanban_record:contains(Chen Mei)",
            run: "click",
        },
        {
            content: "A deposit",
            trigger: ".modal input[data-value=deposit]",
            run: "click",
        },
        edit("amount", "50000", ".modal"),
        {content: "Held", trigger: ".modal .o_form_button_save", run: "click"},
        {content: "The time runs", trigger: ".o_property_countdown:contains(29:)"},
        ...take("M000001", [
            {
                content: "By card, as proposed",
                trigger: `[name=method_ids] .o_data_row:contains(Card) [name=amount]`,
                run: "click",
            },
            {
                content: "A part of it",
                trigger: `${line("amount")} input`,
                run: "edit 30000",
            },
        ]),
        ...back("Hold"),
        {
            content: "It has a number now",
            trigger: ".oe_title:contains(F34)",
        },
        ...take("M000002", [
            {
                content: "The rest",
                trigger: `${line("amount")}:contains(20,000.00)`,
            },
            {
                content: "Not by card",
                trigger: line("method"),
                run: "click",
            },
            {
                content: "Choose how",
                trigger: `${line("method")} input`,
                run: "click",
            },
            {
                content: "In cash",
                trigger: ".o_select_menu_item:contains(Cash)",
                run: "click",
            },
        ]),
        ...back("F34"),
        {
            content: "All of it is taken",
            trigger: ".o_field_widget[name=amount_collected]:contains(50,000.00)",
        },
    ],
});

tours.add("property_story_hand_in", {
    steps: () => [...press("Submit to Finance", true), reached("Submitted")],
});

const count = (method, amount) => [
    {
        isActive: ["desktop"],
        content: `Count ${method}`,
        trigger: `[name=count_ids] .o_data_row:contains(${method}) [name=counted]`,
        run: "click",
    },
    {
        isActive: ["desktop"],
        content: amount,
        trigger: `[name=count_ids] .o_selected_row:contains(${method}) [name=counted] input`,
        run: `edit ${amount}`,
    },
    {
        isActive: ["desktop"],
        content: "Out of the row",
        trigger: ".oe_title",
        run: "click",
    },
    {
        isActive: ["desktop"],
        content: "It stands in the row",
        trigger: `[name=count_ids] .o_data_row:contains(${method}):contains(${amount.slice(0, 2)},000.00)`,
    },
    {
        isActive: ["mobile"],
        content: `Count ${method}`,
        trigger: `[name=count_ids] .o_kanban_record:contains(${method})`,
        run: "click",
    },
    {isActive: ["mobile"], ...edit("counted", amount, ".modal")},
    {
        isActive: ["mobile"],
        content: "Counted",
        trigger: ".modal footer .o_form_button_save",
        run: "click",
    },
    {
        isActive: ["mobile"],
        content: "It stands on the card",
        trigger: "body:not(:has(.modal))",
    },
];

const bank = (method, number) => [
    {
        isActive: ["desktop"],
        content: `Money by ${method}`,
        trigger: `.o_data_row:contains(${method}) .o_list_record_selector input`,
        run: "click",
    },
    {
        isActive: ["mobile"],
        content: `Money by ${method}`,
        trigger: `.o_kanban_record:contains(${method})`,
        run() {
            const touch = new Touch({identifier: 1, target: this.anchor});
            this.anchor.dispatchEvent(
                new TouchEvent("touchstart", {bubbles: true, touches: [touch]})
            );
        },
    },
    {
        isActive: ["mobile"],
        content: "Its actions",
        trigger: ".o_cp_action_menus button",
        run: "click",
    },
    {
        content: "Put it on a slip",
        trigger:
            "button:contains(Put on a Bank Slip), .o_menu_item:contains(Put on a Bank Slip)",
        run: "click",
    },
    edit("slip_number", number),
    ...press("Bank", true),
    reached("Banked"),
    ...back("Money to Bank"),
    {
        content: "It is off the list, which has been read anew",
        trigger: `.o_list_view:not(:has(.o_data_row:contains(${method}))), .o_kanban_view:not(:has(.o_kanban_record:contains(${method})))`,
    },
];

tours.add("property_story_bank", {
    steps: () => [
        {
            content: "The day is open",
            trigger: ".alert:contains(not verified)",
        },
        ...follow("Day Reports"),
        {
            content: "The report of the seller",
            trigger:
                ".o_data_row:contains(home_seller) [name=date], .o_kanban_record:contains(home_seller)",
            run: "click",
        },
        ...count("Cash", "20000"),
        ...count("Card", "30000"),
        ...press("Save Count", true),
        ...press("Verify"),
        reached("Verified"),
        ...back("Reports to Count"),
        {
            content: "The list",
            trigger: ".o_list_view, .o_kanban_view",
        },
        ...back("F33"),
        {
            content: "The rest",
            trigger: ".alert:contains(not banked)",
        },
        ...follow("Money to Bank"),
        ...bank("Cash", "S-1"),
        ...bank("Card", "S-2"),
        {
            content: "All is banked",
            trigger: ".o_view_nocontent",
        },
        ...back("F33"),
        ...press("Close the Day"),
        reached("Closed"),
    ],
});

tours.add("property_story_return", {
    steps: () => [
        ...press("Return Money"),
        {
            content: "Paid back",
            trigger: ".o_field_widget[name=amount_returned]:contains(50,000.00)",
        },
    ],
});

tours.add("property_story_moved_up", {
    steps: () => [
        {
            content: "The customer who waited has the home",
            trigger:
                ".o_data_row:contains(Wang Lei):contains(Active) [name=unit_id], .o_kanban_record:contains(Wang Lei):contains(Active)",
            run: "click",
        },
        {
            content: "For a day",
            trigger: ".o_property_countdown:contains(23:)",
        },
        {
            content: "And money can be taken",
            trigger: ".o_statusbar_buttons button:contains(Take Money)",
        },
    ],
});
