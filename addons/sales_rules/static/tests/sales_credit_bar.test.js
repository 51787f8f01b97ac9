import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

const PANEL = {
    tier: {name: "A", color: 2},
    limit: "Limit 1,000.00",
    over: "Over by 200.00",
    limit_mark: 83.33,
    segments: [
        {
            key: "receivable",
            label: "Invoices",
            text: "900.00",
            share: 75,
            figure: "credit_invoices",
        },
        {key: "orders", label: "Open orders", text: "300.00", share: 25, figure: ""},
    ],
    terms: [],
    overdue: false,
    stop: false,
};

class Thing extends models.Model {
    _name = "sales.thing";
    name = fields.Char();
    panel = fields.Json();
    _records = [
        {id: 1, name: "Over", panel: PANEL},
        {id: 2, name: "None", panel: false},
        {
            id: 3,
            name: "Late",
            panel: {
                ...PANEL,
                over: false,
                limit_mark: 0,
                overdue: {text: "50.00 overdue", is_grave: true, figure: ""},
                stop: "Bounced cheque",
            },
        },
    ];
}

defineModels([Thing]);
defineMailModels();

function mountBar(resId, options = "{}") {
    return mountView({
        type: "form",
        resModel: "sales.thing",
        resId,
        arch: `<form><field name="panel" widget="sales_credit_bar" options="${options}"/></form>`,
    });
}

test("shows limit, excess and the parts of the bar", async () => {
    await mountBar(1);
    expect(".o_sales_credit_bar").toHaveClass("o_sales_credit_over");
    expect(".o_sales_credit_excess").toHaveText("Over by 200.00");
    expect(".progress-bar").toHaveCount(2);
    expect(".progress-bar.o_sales_credit_receivable").toHaveAttribute(
        "style",
        /width: 75%/
    );
    expect(".o_sales_credit_mark").toHaveCount(1);
});

test("a figure opens its items, one that may not be opened is text", async () => {
    onRpc("action_open_figure", ({args}) => {
        expect.step(args);
        return false;
    });
    await mountBar(1);
    expect(".o_sales_credit_bar button").toHaveCount(1);
    await contains("button[name=credit_invoices]").click();
    expect.verifySteps([[[1], "credit_invoices"]]);
});

test("nothing is drawn without a panel", async () => {
    await mountBar(2);
    expect(".o_sales_credit_bar").toHaveCount(0);
});

test("says what is overdue and why the customer is stopped", async () => {
    await mountBar(3);
    expect(".o_sales_credit_bar").not.toHaveClass("o_sales_credit_over");
    expect(".o_sales_credit_bar .fa-clock-o").toHaveClass("text-danger");
    expect(".o_sales_credit_bar").toHaveText(/50\.00 overdue/);
    expect(".o_sales_credit_bar").toHaveText(/Bounced cheque/);
});

test("the small bar has its figures in the tooltip only", async () => {
    await mountBar(1, "{'small': True}");
    expect(".o_sales_credit_bar button").toHaveCount(0);
    expect(".o_sales_credit_track").toHaveAttribute("title", /Invoices 900\.00/);
});
