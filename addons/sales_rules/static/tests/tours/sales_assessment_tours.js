import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const STATE = ".o_statusbar_status .o_arrow_button_current";

tours.add("sales_assessment_salesperson", {
    steps: () => [
        {
            trigger: "a.nav-link[name=sales_purchases]",
            run: "click",
        },
        {
            content: "The salesperson classes an own customer",
            trigger: "button:contains(Class this customer)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=sales_class] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(B)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_grade]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_field_widget[name=sales_class]",
        },
    ],
});

tours.add("sales_assessment_manager", {
    steps: () => [
        {
            content: "Compute the draft of last month",
            trigger: "button[name=action_compute]",
            run: "click",
        },
        {
            content: "The matrix shows who goes from B to A",
            trigger: ".o_sales_tier_matrix button[data-cell='B-up']:contains(1)",
        },
        {
            content: "Depart from the proposal for another customer",
            trigger: ".o_data_row:contains(Weak) td[name=final_tier_id]",
            run: "click",
        },
        {
            trigger: ".o_selected_row div[name=final_tier_id] input",
            run: "edit B",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(B)",
            run: "click",
        },
        {
            content: "The reason stands beside it",
            trigger: ".o_selected_row div[name=override_reason] input",
            run: "edit Moved house this month",
        },
        {
            content: "The team is checked; the last one submits",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            trigger: `${STATE}:contains(Submitted)`,
        },
    ],
});

tours.add("sales_assessment_director", {
    steps: () => [
        {
            content: "The departure is there to be seen",
            trigger: ".o_data_row:contains(Weak):contains(Moved house this month)",
        },
        {
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            trigger: "button[name=action_apply]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: `${STATE}:contains(Applied)`,
        },
        {
            content: "A number of the matrix opens its customers",
            trigger: ".o_sales_tier_matrix button[data-cell='B-up']",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Good):not(:contains(Weak))",
        },
    ],
});
