import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_unit_board_reserve", {
    url: "/odoo/unit-board",
    steps: () => [
        {
            content: "A home that is free, with its price and area",
            trigger:
                ".o_unit_tile.o_unit_available:contains(101):contains(1,000,000):contains(100.00)",
            run: "click",
        },
        {content: "Hold it", trigger: ".modal .o_reserve", run: "click"},
        {
            content: "For a customer",
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Chen Mei",
        },
        {
            content: "The customer is found",
            trigger: ".ui-autocomplete a:contains(Chen Mei)",
            run: "click",
        },
        {
            content: "With an agreed amount",
            trigger: ".modal .o_field_widget[name=amount] input",
            run: "edit 50000",
        },
        {
            content: "Held",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The time runs",
            trigger: ".o_property_countdown:contains(29:)",
        },
    ],
});
