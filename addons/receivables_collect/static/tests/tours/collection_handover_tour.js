import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("collection_handover_sign", {
    url: "/odoo/hand-overs-to-sign",
    steps: () => [
        {
            content: "My turn",
            trigger: ".o_data_row:contains(F18) .o_data_cell[name=team_id]",
            run: "click",
        },
        {
            content: "The signature is mine to give",
            trigger: ".o_field_widget[name=signature] .o_signature",
            run: "click",
        },
        {
            content: "Take the written name",
            trigger: ".modal .o_web_sign_auto_button, .modal a:contains(Auto)",
            run: "click",
        },
        {
            content: "Sign",
            trigger: ".modal footer .btn-primary:enabled",
            run: "click",
        },
        {
            content: "It is signed",
            trigger: ".o_arrow_button_current:contains(Signed)",
        },
    ],
});

registry.category("web_tour.tours").add("collection_voucher_grid", {
    url: "/odoo/voucher-books",
    steps: () => [
        {
            content: "The book",
            trigger: ".o_data_row:contains(Book 1) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "Fifty numbers, coloured by where they are",
            trigger: ".o_collection_voucher_grid .o_number:eq(49)",
        },
        {
            content: "Those with a collector",
            trigger: ".o_collection_voucher_grid button:contains(With a collector)",
            run: "click",
        },
        {
            content: "A click opens the voucher and its chain",
            trigger: ".o_number.o_collector:contains(A000001)",
            run: "click",
        },
        {
            content: "All signatures, in order",
            trigger: "[name=handover_line_ids] .o_data_row:contains(F19)",
        },
    ],
});
