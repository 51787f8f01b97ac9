import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const BANNER = ".o_sales_hold_banner";

tours.add("sales_credit_order_held", {
    steps: () => [
        {
            content: "The bar shows this order before it is confirmed",
            trigger: ".o_sales_credit_bar:contains(This order):contains(1,200.00)",
        },
        {
            content: "Confirm an order over the limit",
            trigger: "button[name=action_confirm]:contains(Confirm)",
            run: "click",
        },
        {
            content: "The form says what happened, without a dialog",
            trigger: `${BANNER}.alert-warning:contains(is held):contains(over by):not(:has(.modal))`,
        },
        {
            content: "The banner names the approver",
            trigger: `${BANNER} .o_sales_hold_asked:contains(manager)`,
        },
        {
            content: "Confirm waits for the release",
            trigger: "button[name=action_confirm]:contains(Confirm when released)",
        },
        {
            content: "A figure opens what is behind it",
            trigger: `${BANNER} button[data-figure=receivable]:contains(300.00)`,
            run: "click",
        },
        {
            content: "The list adds up to the figure",
            trigger: ".o_list_view tfoot:contains(300.00)",
        },
        {
            content: "Back to the order",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "All that held it stays on its page",
            trigger: "a.nav-link[name=holds]",
            run: "click",
        },
        {
            trigger: ".tab-pane.active .o_data_row:contains(Over the credit limit)",
        },
    ],
});

tours.add("sales_credit_order_released", {
    steps: () => [
        {
            content: "The approver decides on the order",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            content: "Green, with who, when and up to what",
            trigger: `${BANNER}.alert-success:contains(Released by manager):contains(up to)`,
        },
    ],
});

tours.add("sales_credit_increase", {
    steps: () => [
        {
            content: "A confirmed order is raised by asking",
            trigger: "button:contains(Ask for increase)",
            run: "click",
        },
        {
            trigger: ".modal div[name=new_total] input",
            run: "edit 1300",
        },
        {
            trigger: ".modal div[name=note] input",
            run: "edit The fair",
        },
        {
            trigger: ".modal button[name=action_ask]",
            run: "click",
        },
        {
            content: "The request stands on the order",
            trigger: `body:not(:has(.modal)) ${BANNER}:contains(1,300.00 has been asked for)`,
        },
    ],
});

tours.add("sales_credit_phone", {
    steps: () => [
        {
            content: "The panel comes before the address",
            trigger:
                "div[name=credit_phone] .o_sales_credit_bar:contains(Limit):visible",
            run() {
                const [panel, address] = [
                    this.anchor,
                    document.querySelector(".o_address_format"),
                ].map((element) => element.getBoundingClientRect());
                if (panel.bottom > address.top) {
                    throw new Error("The address comes before the credit panel");
                }
                if (panel.right > window.innerWidth) {
                    throw new Error("The credit panel is wider than the phone");
                }
            },
        },
        {
            content: "A figure opens its items",
            trigger: "div[name=credit_phone] button[data-figure=credit_overdue]",
            run: "click",
        },
        {
            trigger: ".o_action_manager :contains(300.00)",
        },
    ],
});

tours.add("sales_credit_holds_release", {
    steps: () => [
        {
            content: "All that is held",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus button:contains(Actions)",
            run: "click",
        },
        {
            content: "Release them at once",
            trigger: ".o-dropdown-item:contains(Release…)",
            run: "click",
        },
        {
            content: "In a whole sentence",
            trigger: ".o_notification:contains(Released: )",
        },
        {
            content: "Nothing is held any more",
            trigger: ".o_view_nocontent:contains(Nothing is held)",
        },
    ],
});

tours.add("sales_credit_checklist", {
    steps: () => [
        {
            content: "Missing steps are on top",
            trigger: ".o_sales_checklist .card:first:not(.o_sales_checklist_done)",
        },
        {
            content: "Each step opens the place",
            trigger: ".card[data-step=tiers] button",
            run: "click",
        },
        {
            trigger: ".o_list_view:contains(Tier 1000)",
        },
        {
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            trigger: ".o_sales_checklist",
        },
    ],
});
